//! How much fits into a comment.

/// A text that takes whole blocks as long as they fit.
#[derive(Debug)]
pub(super) struct Budget {
    text: String,
    characters: usize,
    most_characters: usize,
    most_bytes: usize,
}

impl Budget {
    /// An empty text with room for so much.
    pub(super) fn new(most_characters: usize, most_bytes: usize) -> Self {
        Self { text: String::new(), characters: 0, most_characters, most_bytes }
    }

    /// Sets room aside, or gives it back, for what has to come later.
    pub(super) fn reserve(&mut self, characters: usize) {
        self.most_characters = self.most_characters.saturating_sub(characters);
        self.most_bytes = self.most_bytes.saturating_sub(characters * 4);
    }

    /// Gives back room that was set aside.
    pub(super) fn release(&mut self, characters: usize) {
        self.most_characters += characters;
        self.most_bytes += characters * 4;
    }

    /// Takes `block` whole if it fits, and says whether it did.
    pub(super) fn take(&mut self, block: &str) -> bool {
        let characters = block.chars().count();
        let fits = self.characters + characters <= self.most_characters
            && self.text.len() + block.len() <= self.most_bytes;
        if fits {
            self.text.push_str(block);
            self.characters += characters;
        }
        fits
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}
