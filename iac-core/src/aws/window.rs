//! Times of day and week in which AWS may work on a database.

use crate::aws::text::text;
use std::ops::Range;

text! {
    /// A daily window in UTC, such as `02:00-03:00`.
    BackupWindow: "a daily window in UTC such as `02:00-03:00`",
        r"^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$";
    /// A weekly window in UTC, such as `sun:03:30-sun:04:30`.
    MaintenanceWindow: "a weekly window in UTC such as `sun:03:30-sun:04:30`",
        r"^(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]$";
}

const MINUTES_A_DAY: u32 = 24 * 60;
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn minute_of_day(time: &str) -> u32 {
    let number = |digits: &str| digits.parse::<u32>().expect("the grammar has digits here");
    number(&time[..2]) * 60 + number(&time[3..5])
}

impl BackupWindow {
    /// The window of each day as minutes of the week; one past midnight runs into the next day.
    fn ranges(&self) -> impl Iterator<Item = Range<u32>> {
        let (start, end) = (minute_of_day(&self.as_str()[..5]), minute_of_day(&self.as_str()[6..]));
        let length = (end + MINUTES_A_DAY - start) % MINUTES_A_DAY;
        (0..7).map(move |day| day * MINUTES_A_DAY + start..day * MINUTES_A_DAY + start + length)
    }

    /// How long the window is, in minutes.
    pub fn minutes(&self) -> u32 {
        self.ranges().next().map_or(0, |range| range.end - range.start)
    }
}

impl MaintenanceWindow {
    fn range(&self) -> Range<u32> {
        let point = |text: &str| {
            let day =
                DAYS.iter().zip(0..).find(|(name, _)| **name == &text[..3]).map_or(0, |(_, index)| index);
            day * MINUTES_A_DAY + minute_of_day(&text[4..])
        };
        let (start, end) = (point(&self.as_str()[..9]), point(&self.as_str()[10..]));
        let length = (end + 7 * MINUTES_A_DAY - start) % (7 * MINUTES_A_DAY);
        start..start + length
    }

    /// How long the window is, in minutes.
    pub fn minutes(&self) -> u32 {
        let range = self.range();
        range.end - range.start
    }

    /// Whether the backup of some day runs into this window, which RDS refuses.
    ///
    /// ```
    /// use iac_core::aws::{BackupWindow, MaintenanceWindow};
    ///
    /// let maintenance: MaintenanceWindow = "sun:23:30-mon:00:30".parse()?;
    /// assert!(maintenance.overlaps(&"00:00-01:00".parse::<BackupWindow>()?));
    /// assert!(!maintenance.overlaps(&"02:00-03:00".parse::<BackupWindow>()?));
    /// # Ok::<(), iac_core::aws::NotAccepted>(())
    /// ```
    pub fn overlaps(&self, backup: &BackupWindow) -> bool {
        const WEEK: u32 = 7 * MINUTES_A_DAY;
        let own = self.range();
        let meets = |a: &Range<u32>, b: &Range<u32>| a.start < b.end && b.start < a.end;
        backup.ranges().any(|day| {
            // A window may run past the end of the week into its beginning.
            [0, WEEK].iter().any(|shift| {
                meets(&own, &(day.start + shift..day.end + shift))
                    || meets(&(own.start + shift..own.end + shift), &day)
            })
        })
    }
}
