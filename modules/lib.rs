//! The Terraform modules of iac.
