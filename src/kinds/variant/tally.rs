//! Counts forms and says which of them stands.

/// How often each form was met, in the order in which they were first met.
#[derive(Debug, Default)]
pub(super) struct Tally(Vec<(usize, usize)>);

impl Tally {
    /// Counts forms, given in the order in which they stand.
    pub(super) fn of(forms: impl Iterator<Item = usize>) -> Self {
        let mut tally = Self::default();
        for form in forms {
            match tally.0.iter_mut().find(|(known, _)| *known == form) {
                Some((_, count)) => *count += 1,
                None => tally.0.push((form, 1)),
            }
        }
        tally
    }

    /// Whether there is more than one form.
    pub(super) fn is_mixed(&self) -> bool {
        self.0.len() > 1
    }

    /// The form that stands: the preferred one where it is in use, else the most frequent, of equals the first.
    pub(super) fn standing(&self, preferred: Option<usize>) -> usize {
        if let Some(preferred) = preferred
            && self.0.iter().any(|(form, _)| *form == preferred)
        {
            return preferred;
        }
        let most = self.0.iter().map(|(_, count)| *count).max();
        self.0.iter().find(|(_, count)| Some(*count) == most).map_or(0, |(form, _)| *form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(forms: &[usize], preferred: Option<usize>) -> usize {
        Tally::of(forms.iter().copied()).standing(preferred)
    }

    #[test]
    fn the_most_frequent_form_stands_and_of_equals_the_first() {
        assert_eq!(standing(&[1, 0, 0], None), 0);
        assert_eq!(standing(&[1, 0, 0, 1], None), 1);
        assert_eq!(standing(&[2, 1, 0, 0, 1], None), 1);
    }

    #[test]
    fn a_preferred_form_stands_where_it_is_in_use() {
        assert_eq!(standing(&[1, 0, 0], Some(1)), 1);
        assert_eq!(standing(&[1, 0, 0], Some(2)), 0);
    }

    #[test]
    fn one_form_is_no_mixture() {
        assert!(!Tally::of([3, 3].into_iter()).is_mixed());
        assert!(!Tally::of([].into_iter()).is_mixed());
        assert!(Tally::of([3, 1].into_iter()).is_mixed());
    }
}
