using PennaPay.Billy.Core.Push.Rules;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Tests.Push;

public sealed class SearchRulesTests
{
    private static readonly DateTimeOffset Sent = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly ExpectedDocument Expected = new("PP-A", "1042", InvoiceKind.Invoice, "contact", "DKK", 125m);
    private static readonly TargetTraits Traits = new(
        TimeSpan.FromSeconds(150),
        [TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(900)],
        TimeSpan.FromSeconds(60),
        CanReplace: true, [InvoiceOrigin.Editor], [PushPurpose.Document]);
    private static readonly HashSet<string> Nobody = [];

    [Fact]
    public void OneWithOurKeyAndEverythingEqual_IsOurs()
    {
        var draft = Draft("d1", key: "PP-A");
        Assert.Equal(new SearchFinding.Ours(draft), Judge([draft], Nobody, null, 1));
    }

    [Fact]
    public void FoundByBoth_CountsOnce()
    {
        var draft = Draft("d1", key: "PP-A");
        Assert.Equal(new SearchFinding.Ours(draft), Judge([draft, draft], Nobody, null, 1));
    }

    [Fact]
    public void SystemKeepsNoKey_NumberPartyAndAmount_AreEnough()
    {
        var draft = Draft("d1", key: null);
        Assert.Equal(new SearchFinding.Ours(draft), Judge([draft], Nobody, null, 1));
    }

    [Fact]
    public void AnotherDocumentWithTheSameNumber_IsNotOurs() =>
        Assert.IsType<SearchFinding.SearchAgain>(Judge([Draft("d1", key: "PP-B"), Draft("d2", key: null, party: "other")], Nobody, null, 1));

    [Fact]
    public void OtherAmount_IsDoubtful() =>
        Assert.IsType<SearchFinding.Doubtful>(Judge([Draft("d1", key: "PP-A", net: 90)], Nobody, null, 1));

    [Fact]
    public void CreditNoteInPlaceOfAnInvoice_IsDoubtful() =>
        Assert.IsType<SearchFinding.Doubtful>(Judge([Draft("d1", key: "PP-A") with { Kind = InvoiceKind.CreditNote }], Nobody, null, 1));

    [Fact]
    public void Two_AreDoubtful() =>
        Assert.IsType<SearchFinding.Doubtful>(Judge([Draft("d1", key: "PP-A"), Draft("d2", key: "PP-A")], Nobody, null, 1));

    [Fact]
    public void ADocumentOfAnotherPush_DoesNotCount() =>
        Assert.IsType<SearchFinding.SearchAgain>(Judge([Draft("d1", key: "PP-A")], ["d1"], null, 1));

    [Theory]
    [InlineData(5, null, 150)]
    [InlineData(149, 5, 150)]
    [InlineData(150, 5, 300)]
    [InlineData(300, 5, 900)]
    [InlineData(899, 890, 900)]
    [InlineData(900, 890, 950)]
    [InlineData(1200, null, 1260)]
    [InlineData(1200, 1190, 1250)]
    public void Nothing_LooksAgainAtTheNextTimeAndAMinuteApart(int now, int? firstMiss, int next) =>
        Assert.Equal(new SearchFinding.SearchAgain(Sent.AddSeconds(next)), Judge([], Nobody, firstMiss, now));

    [Theory]
    [InlineData(900, 5)]
    [InlineData(900, 840)]
    [InlineData(2000, 1900)]
    public void NothingAtTheLastLookAndAMinuteApart_NeverArrived(int now, int firstMiss) =>
        Assert.Equal(new SearchFinding.NeverArrived(), Judge([], Nobody, firstMiss, now));

    [Theory]
    [InlineData(899, 5)]
    [InlineData(900, 841)]
    public void TooSoon_IsNeverTakenForLost(int now, int firstMiss) =>
        Assert.IsType<SearchFinding.SearchAgain>(Judge([], Nobody, firstMiss, now));

    private static SearchFinding Judge(IReadOnlyList<RemoteDocument> found, HashSet<string> known, int? firstMiss, int now) =>
        SearchRules.Judge(
            found, Expected, known, Sent, firstMiss is { } s ? Sent.AddSeconds(s) : null, Traits, Sent.AddSeconds(now));

    private static RemoteDocument Draft(string id, string? key, string party = "contact", decimal net = 100) => new()
    {
        Id = id,
        State = RemoteState.Draft,
        PartyId = party,
        IssueDate = new(2026, 11, 20),
        Currency = "DKK",
        Net = net,
        Vat = 25,
        Gross = net + 25,
        Reference = "1042",
        Key = key,
    };
}
