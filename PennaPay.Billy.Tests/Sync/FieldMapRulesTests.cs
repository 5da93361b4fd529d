using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Tests.Sync;

public sealed class FieldMapRulesTests
{
    private static readonly FieldRow Name = new("name", "name");
    private static readonly FieldRow Phone = new("phone", "phone");

    private static readonly FieldMapRules Rules = new(
        new([Name, Phone, new("vat", "ruleset")]),
        [new("name", FieldType.Text) { IsRequired = true }, new("phone", FieldType.Phone), new("details", FieldType.Block), new("vat", FieldType.Code), new("price", FieldType.Number), new("number", FieldType.Text)],
        [new("name", FieldType.Text) { IsRequired = true }, new("phone", FieldType.Phone), new("fax", FieldType.Phone), new("note", FieldType.Text), new("ruleset", FieldType.Text), new("balance", FieldType.Number) { IsReadOnly = true }]);

    public static TheoryData<string, string> Impossible => new()
    {
        { "unknown here", "Rows[1] field_unknown" },
        { "unknown there", "Rows[1] field_unknown" },
        { "lossy both ways", "Rows[1] one_way" },
        { "types", "Rows[1] types_differ" },
        { "several lines into one", "Rows[1] types_differ" },
        { "written twice there", "Rows[2] written_twice" },
        { "written twice here", "Rows[2] written_twice" },
        { "row twice", "Rows[2] row_twice" },
        { "read only", "Rows[1] read_only" },
        { "no constant", "Rows[1] constant_missing" },
        { "required missing", "Rows locked" },
        { "required off", "Rows[0] locked" },
        { "required one way", "Rows[0] locked" },
        { "too many", "Rows too_many_rows" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void ImpossibleMapping_IsRefused(string which, string problem) =>
        Assert.Equal([problem], Rules.Check(new(Rows(which))).Select(found => $"{found.Field} {found.Code}"));

    [Fact]
    public void Delivered_AndWhatIsPossible_IsNot()
    {
        Assert.Empty(Rules.Check(Rules.Delivered));
        Assert.Empty(Rules.Check(new([
            Name,
            new("details", "note", SyncDirection.ToThere) { Rule = FieldRule.FirstLine },
            new("phone", "fax", SyncDirection.ToHere) { Rule = FieldRule.Digits },
            new("number", "phone", SyncDirection.ToThere) { Rule = FieldRule.Constant, Constant = "33 33 33 33" },
            new("price", "balance", SyncDirection.ToHere),
            // A row that is off writes nothing.
            new("number", "note") { IsOn = false },
            // Delivered, though the types differ.
            new("vat", "ruleset"),
        ])));
    }

    [Fact]
    public void OnlyWhatFits_IsOffered()
    {
        Assert.Equal(["note", "name", "ruleset"], Rules.PartnersOf(Rules.Here("number")!).Select(field => field.Name).Except(["phone", "fax", "balance"]).OrderBy(name => name != "note"));
        Assert.Equal([SyncDirection.ToHere], Rules.DirectionsFor(new("price", "balance")));
        Assert.Equal([SyncDirection.ToThere], Rules.DirectionsFor(new("details", "note") { Rule = FieldRule.FirstLine }));
        Assert.Equal([SyncDirection.Both, SyncDirection.ToThere, SyncDirection.ToHere], Rules.DirectionsFor(Phone));
        Assert.True(Rules.IsLocked(Name));
        Assert.False(Rules.IsLocked(Phone));
    }

    private static IReadOnlyList<FieldRow> Rows(string which) => which switch
    {
        "unknown here" => [Name, new("no", "phone")],
        "unknown there" => [Name, new("phone", "no")],
        "lossy both ways" => [Name, Phone with { Rule = FieldRule.Digits }],
        "types" => [Name, new("price", "phone", SyncDirection.ToThere)],
        "several lines into one" => [Name, new("details", "note", SyncDirection.ToThere)],
        "written twice there" => [Name, Phone, new("number", "phone", SyncDirection.ToThere) { Rule = FieldRule.Digits }],
        "written twice here" => [Name, Phone, new("phone", "fax", SyncDirection.ToHere)],
        "row twice" => [Name, Phone, Phone with { IsOn = false }],
        "read only" => [Name, new("price", "balance")],
        "no constant" => [Name, new("number", "note", SyncDirection.ToThere) { Rule = FieldRule.Constant, Constant = " " }],
        "required missing" => [Phone],
        "required off" => [Name with { IsOn = false }, Phone],
        "required one way" => [Name with { Direction = SyncDirection.ToThere }],
        _ => [.. Enumerable.Range(0, 101).Select(index => new FieldRow($"{index}", "name"))],
    };
}
