use iac_schema::Kind;

use super::model::Provider;
use super::typescript::Declarations;
use super::*;

/// Everything in the files can be looked up, and nothing else: writing what was looked up gives the files again.
#[test]
fn facts_read_and_written_again_are_the_same() {
    let cases = [
        (Version::AWS, AWS_ORIGIN, include_str!("../../../iac-core/schema/facts/aws.txt")),
        (
            Version::RAILWAY,
            "written by hand from its documentation",
            include_str!("../../../iac-core/schema/facts/railway.txt"),
        ),
    ];
    for (versions, origin, committed) in cases {
        let providers = versions.iter().map(|version| (*version, Provider::committed(*version))).collect();
        let written = text::write(&providers, &text::header(versions, origin));
        let difference =
            written.lines().zip(committed.lines()).find(|(written, committed)| written != committed);
        assert_eq!(difference, None);
        assert_eq!(written.len(), committed.len());
    }
}

/// The overlay is in the committed facts: applying it again changes nothing.
#[test]
fn the_overlay_is_applied() {
    let committed: BTreeMap<_, _> =
        Version::AWS.iter().map(|version| (*version, Provider::committed(*version))).collect();
    let overlay = include_str!("../../../iac-core/schema/facts/overlay.txt");
    // A block that was an attribute in the source is one no more.
    let (blocks, rows): (Vec<_>, Vec<_>) =
        overlay.lines().filter(|row| !row.starts_with('#')).partition(|row| row.contains(" block "));
    let mut again = committed.clone();
    assert_eq!(overlay::apply(&rows.join("\n"), &mut again), Ok(()));
    assert!(again == committed);
    assert_eq!(blocks.len(), 1);
}

/// A resource as CDKTF binds it, cut down to one of each form.
const BINDING: &str = r#"
export interface ThingConfig extends cdktf.TerraformMetaArguments {
  /**
  * Docs at Terraform Registry: {@link https://example.com/thing#name Thing#name}
  */
  readonly name: string;
  /**
  * rule block
  *
  * Docs at Terraform Registry: {@link https://example.com/thing#rule Thing#rule}
  */
  readonly rule?: ThingRule[] | cdktf.IResolvable;
}
export interface ThingRule {
}
export class ThingRuleOutputReference extends cdktf.ComplexObject {
  // port - computed: false, optional: true, required: false
  private _port?: number;
  public get port() {
    return this.getNumberAttribute('port');
  }
}
export class ThingRuleList extends cdktf.ComplexList {
  public get(index: number): ThingRuleOutputReference {
  }
}
export class ThingTimeoutsOutputReference extends cdktf.ComplexObject {
  // create - computed: false, optional: true, required: false
  private _create?: string;
}
export class ThingStateOutputReference extends cdktf.ComplexObject {
  // code - computed: true, optional: false, required: false
  public get code() {
    return this.getNumberAttribute('code');
  }
}
export class ThingStateList extends cdktf.ComplexList {
  public get(index: number): ThingStateOutputReference {
  }
}
export class Thing extends cdktf.TerraformResource {
  public static readonly tfResourceType = "aws_thing";
  // name - computed: false, optional: false, required: true
  private _name?: string;
  public get name() {
    return this.getStringAttribute('name');
  }
  // token_wo - computed: false, optional: true, required: false
  private _tokenWo?: string;
  // zones - computed: true, optional: true, required: false
  private _zones?: string[];
  public get zones() {
    return cdktf.Fn.tolist(this.getListAttribute('zones'));
  }
  // labels - computed: true, optional: false, required: false
  private _labels = new cdktf.StringMap(this, "labels");
  // state - computed: true, optional: false, required: false
  private _state = new ThingStateList(this, "state", false);
  // rule - computed: false, optional: true, required: false
  private _rule = new ThingRuleList(this, "rule", true);
  // timeouts - computed: false, optional: false, required: false
  private _timeouts = new ThingTimeoutsOutputReference(this, "timeouts");
  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      rule: {
        isBlock: true,
        type: "set",
      },
    };
    return Object.fromEntries(Object.entries(attrs));
  }
}
"#;

const FACTS: &str = "\
resource aws_thing
\tlabels c map(string)
\tname r string
\trule set 0..
\t\tport o number
\tstate c list(object({code=number}))
\ttimeouts single
\t\tcreate o string
\ttoken_wo ow string
\tzones oc set(string)
";

#[test]
fn bindings_are_read() {
    let mut declarations = Declarations::default();
    declarations.read(BINDING);
    let (mut provider, mut unclear) = (Provider::default(), vec![]);
    bindings::add(&declarations, &mut provider, &mut unclear);
    assert_eq!(unclear, [""; 0]);
    let providers = [(Version::AWS_6_25_0, provider)].into();
    assert_eq!(text::write(&providers, ""), FACTS);
}

#[test]
fn what_is_unclear_is_said() {
    let mut declarations = Declarations::default();
    declarations
        .read(&BINDING.replace("private _tokenWo?: string;", "private _tokenWo?: Map<string, string>;"));
    let (mut provider, mut unclear) = (Provider::default(), vec![]);
    bindings::add(&declarations, &mut provider, &mut unclear);
    assert_eq!(unclear, ["Thing.token_wo: unknown type Map<string, string>"]);
}

#[test]
fn facts_that_differ_between_versions_have_a_line_for_each() {
    let of = |binding: &str| {
        let mut declarations = Declarations::default();
        declarations.read(binding);
        let mut provider = Provider::default();
        bindings::add(&declarations, &mut provider, &mut vec![]);
        provider
    };
    let mut later = of(&BINDING
        .replace("// port - computed: false, optional: true", "// port - computed: true, optional: true"));
    later
        .types
        .get_mut(&(Kind::Resource, "aws_thing".to_owned()))
        .expect("it is read")
        .attributes
        .remove("labels");
    let providers = [(Version::AWS_5_100_0, of(BINDING)), (Version::AWS_6_25_0, later)].into();
    let facts = FACTS
        .replace("\tlabels c map(string)\n", "\tlabels c map(string) @a\n")
        .replace("\t\tport o number\n", "\t\tport o number @a\n\t\tport oc number @b\n");
    assert_eq!(text::write(&providers, ""), facts);
}
