//! What the modules tell trivy to ignore. trivy reports nothing of it, so that it is read from the sources.

use super::scanner::Skip;

const SIGN: &str = "#trivy:ignore:";

/// The checks that a file has ignored, with the comment on the line before as the reason.
pub(super) fn skips(path: &str, text: &str) -> Vec<Skip> {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let mut skips = vec![];
    for (index, line) in lines.iter().enumerate() {
        let Some(checks) = line.replace("# trivy", "#trivy").strip_prefix(SIGN).map(str::to_owned) else {
            continue;
        };
        // Several may stand below one reason.
        let above = lines[..index].iter().rev().find(|line| !line.contains("trivy:ignore:"));
        let reason = above.and_then(|line| line.strip_prefix("# ")).unwrap_or_default();
        let block = |line: &&str| line.starts_with("resource ") || *line == "}";
        let inside = text.lines().take(index).filter(block).last().filter(|line| *line != "}");
        let below = || text.lines().skip(index).find(|line| line.starts_with("resource "));
        let resource = inside.or_else(below).unwrap_or_default();
        for check in checks.split_whitespace().map(|check| check.trim_start_matches(SIGN)) {
            skips.push(Skip {
                check: check.to_owned(),
                resource: format!("{}.{}", module(path), address(resource)),
                reason: reason.to_owned(),
            });
        }
    }
    skips
}

/// `modules/database/main.tf` becomes `database`.
fn module(path: &str) -> &str {
    path.split('/').rev().nth(1).unwrap_or(path)
}

/// `resource "aws_vpc" "this" {` becomes `aws_vpc.this`.
fn address(line: &str) -> String {
    let labels: Vec<_> = line.split('"').skip(1).step_by(2).collect();
    labels.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_checks_are_found_with_their_reasons() {
        let text = r#"
# TLS ends before.
#trivy:ignore:AWS-0054
resource "aws_lb_listener" "http" {
  port = 80
}

resource "aws_s3_bucket" "logs" {
  timeouts {
  }
  # It is the log bucket.
  #trivy:ignore:AWS-0089
  #trivy:ignore:AWS-0132
  bucket = "logs"
}

resource "aws_vpc" "this" {
  #trivy:ignore:AWS-0178
}
"#;
        let skip = |check: &str, resource: &str, reason: &str| Skip {
            check: check.to_owned(),
            resource: resource.to_owned(),
            reason: reason.to_owned(),
        };
        assert_eq!(
            skips("modules/edge/main.tf", text),
            [
                skip("AWS-0054", "edge.aws_lb_listener.http", "TLS ends before."),
                skip("AWS-0089", "edge.aws_s3_bucket.logs", "It is the log bucket."),
                skip("AWS-0132", "edge.aws_s3_bucket.logs", "It is the log bucket."),
                skip("AWS-0178", "edge.aws_vpc.this", ""),
            ]
        );
    }
}
