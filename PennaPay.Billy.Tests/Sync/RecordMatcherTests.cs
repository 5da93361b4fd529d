using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Matching;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Tests.Sync;

public sealed class RecordMatcherTests
{
    private static readonly MatchKey[] Keys =
    [
        new(MatchReason.RegistrationNo, "cvr", "registrationNo", FieldType.RegistrationNo) { TellsApart = true },
        new(MatchReason.Number, "no", "number", FieldType.Text),
        new(MatchReason.Email, "mail", "email", FieldType.Email),
    ];

    [Fact]
    public void TheSurestKeyThatFits_Decides() => AssertFound(
        Ours("Nordlys", ("cvr", "DK 12 34 56 74"), ("no", "7"), ("mail", "a@b.dk")),
        [Theirs("x", ("number", "7")), Theirs("y", ("registrationNo", "12345674")), Theirs("z", ("email", "a@b.dk"))],
        ("y", MatchReason.RegistrationNo));

    [Fact]
    public void AKeyThatNobodyFits_IsPassedOver() => AssertFound(
        Ours("Nordlys", ("cvr", "12345674"), ("mail", "A@B.dk ")),
        [Theirs("x", ("email", "a@b.DK")), Theirs("y", ("email", "c@d.dk"))],
        ("x", MatchReason.Email));

    [Fact]
    public void SeveralThatFit_AreAllNamed() => AssertFound(
        Ours("Nordlys", ("no", "7")), [Theirs("x", ("number", "7")), Theirs("y", ("number", " 7 "))], ("x", MatchReason.Number), ("y", MatchReason.Number));

    [Fact]
    public void WhoHasAnotherCompanyNumber_IsSomebodyElse_WhateverElseFits() => AssertFound(
        Ours("Nordlys", ("cvr", "12345674"), ("no", "7"), ("mail", "a@b.dk")),
        [Theirs("Nordlys", ("registrationNo", "87654321"), ("number", "7"), ("email", "a@b.dk"))]);

    [Fact]
    public void WhereOneIsSomebodyElse_TheNextKeyIsAsked() => AssertFound(
        Ours("Nordlys", ("cvr", "12345674"), ("no", "7"), ("mail", "a@b.dk")),
        [Theirs("x", ("registrationNo", "87654321"), ("number", "7")), Theirs("y", ("email", "a@b.dk"))],
        ("y", MatchReason.Email));

    [Fact]
    public void ALikeName_IsAProposal_OnlyWhereNoKeyFits()
    {
        AssertFound(Ours("Nordlys Design ApS"), [Theirs("NORDLYS DESIGN"), Theirs("Havblik")], ("NORDLYS DESIGN", MatchReason.Name));
        AssertFound(
            Ours("Nordlys", ("no", "7")), [Theirs("Nordlys"), Theirs("x", ("number", "7"))], ("x", MatchReason.Number));
    }

    [Theory]
    [InlineData("n/a")]
    [InlineData("00000000")]
    [InlineData("DK 00 00 00 00")]
    [InlineData("-")]
    [InlineData("1")]
    public void WhatStandsForNoNumber_NeitherJoinsNorTellsApart(string none)
    {
        AssertFound(Ours("Nordlys", ("cvr", none)), [Theirs("Havblik", ("registrationNo", none))]);
        AssertFound(Ours("Nordlys", ("cvr", none), ("no", "7")), [Theirs("Nordlys", ("registrationNo", "12345674"), ("number", "7"))], ("Nordlys", MatchReason.Number));
    }

    [Fact]
    public void WhatIsNoAddress_JoinsNobody() => AssertFound(Ours("Nordlys", ("mail", "ingen")), [Theirs("Havblik", ("email", "ingen"))]);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("\u0007")]
    public void Nothing_FitsNothing(string? nothing) => AssertFound(
        Ours("", ("cvr", nothing), ("no", nothing), ("mail", nothing)), [Theirs("", ("registrationNo", nothing), ("number", nothing), ("email", nothing))]);

    private static void AssertFound(OurRecord ours, TheirRecord[] theirs, params (string, MatchReason)[] expected) =>
        Assert.Equal(expected, Found(new(Keys, theirs), ours));

    private static OurRecord Ours(string title, params (string Field, string? Value)[] values) => new()
    {
        Id = Guid.CreateVersion7(), Version = 1, Module = SyncModule.Organizations, Title = title, Values = values.ToDictionary(pair => pair.Field, pair => pair.Value),
    };

    private static TheirRecord Theirs(string title, params (string Field, string? Value)[] values) => new()
    {
        Id = Guid.NewGuid().ToString("N"), Module = SyncModule.Organizations, Title = title, Values = values.ToDictionary(pair => pair.Field, pair => pair.Value),
    };

    // By the first key that any fits by; else by the name.
    private static IEnumerable<(string, MatchReason)> Found(RecordMatcher matcher, OurRecord ours) =>
        Keys.Select(key => (Fit: matcher.By(key, ours), key.Reason)).Append((Fit: matcher.ByName(ours), Reason: MatchReason.Name))
            .FirstOrDefault(found => found.Fit.Count > 0) is { Fit: { } fitting } first
                ? fitting.Select(record => (record.Title, first.Reason))
                : [];
}
