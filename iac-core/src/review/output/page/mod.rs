//! The review as one page that needs nothing else, for plans too big for a comment.
//!
//! The page is three files beside this one. What comes from plans is only data: JSON in a script element that no text can
//! end, which the page's script shows as text, never as markup. The policy allows that script and that style by their
//! hashes, and nothing else: no network, no frame, no form.

mod data;

use crate::review::dependencies::Dependencies;
use crate::review::reviewed::Review;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A page.
#[derive(Debug)]
pub struct Page {
    data: String,
}

impl Page {
    /// Everything in the page that comes from plans: what a last look for secrets has to look at, since the rest is the
    /// same in every page.
    pub fn data(&self) -> &str {
        &self.data
    }

    /// The page.
    ///
    /// # Panics
    ///
    /// Never: the template has its places in this order.
    pub fn into_text(self) -> String {
        let policy = format!(
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{}'; script-src '{}'",
            hash(STYLE),
            hash(SCRIPT)
        );
        let mut text = String::with_capacity(PAGE.len() + STYLE.len() + SCRIPT.len() + self.data.len() + 500);
        let mut rest = PAGE;
        for (place, part) in
            [("@POLICY@", &*policy), ("@STYLE@", STYLE), ("@DATA@", &*self.data), ("@SCRIPT@", SCRIPT)]
        {
            let (before, after) = rest.split_once(place).expect("the template has this place");
            text.push_str(before);
            text.push_str(part);
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

/// The review as a page; `dependencies` are those of each environment, in their order.
pub fn page(review: &Review, dependencies: &[Dependencies]) -> Page {
    Page { data: data::json(review, dependencies) }
}

/// What a policy allows an element by.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}
