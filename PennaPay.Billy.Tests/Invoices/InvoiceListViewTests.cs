using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Invoices;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class InvoiceListViewTests
{
    [Fact]
    public void AddressThatWasKept_SaysPresentInTheEarlierWord() =>
        Assert.Equal(CopyState.Present, InvoiceListView.From(null, "InBilly", null, null, null, null).State);

    [Fact]
    public void Address_SaysOnlyWhatDiffersFromTheWholeList()
    {
        Assert.Equal("/invoices", InvoiceListView.All.Href);
        var view = new InvoiceListView("æble & co", InvoiceStatus.Sent, CopyState.Failed, InvoiceKind.CreditNote, InvoiceSort.Gross, false, 3);
        Assert.Equal("/invoices?q=%C3%A6ble%20%26%20co&state=Failed&status=Sent&kind=CreditNote&sort=Gross&page=3", view.Href);
        Assert.Equal(view, InvoiceListView.From("æble & co", "Failed", "sent", "CreditNote", "Gross", 3));
    }

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData(" ", "Nonsense", "77", 0)]
    [InlineData("", "", "Nonsense-", -5)]
    public void From_WithNonsense_ShowsTheWholeList(string? search, string? state, string? sort, int? page) =>
        Assert.Equal(InvoiceListView.All, InvoiceListView.From(search, state, null, null, sort, page));

    [Fact]
    public void From_WithAPageBeyondAllPages_DoesNotOverflow() =>
        Assert.True(InvoiceListView.From(null, null, null, null, null, int.MaxValue).Query.Skip >= 0);

    [Theory]
    [InlineData("account_unknown:47:11", "47:11")]
    [InlineData("account_unknown", null)]
    public void Address_SaysForWhatCauseTheyFailed_AndTheStateWithIt(string cause, string? detail)
    {
        var view = InvoiceListView.From("nord", null, null, null, null, null, cause: cause);
        Assert.Equal((CopyState.Failed, new FailureCause(FailureCodes.AccountUnknown, detail)), (view.State, view.Cause));
        Assert.Equal($"/invoices?q=nord&state=Failed&cause={Uri.EscapeDataString(cause)}", view.Href);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData(":4711")]
    [InlineData("invoice_invalid:entryDate")]
    public void Address_WithACauseThatThereIsNot_LeavesItOut(string cause) =>
        Assert.Equal(InvoiceListView.All, InvoiceListView.From(null, null, null, null, null, null, cause: cause));

    [Fact]
    public void SortedBy_TheSameColumn_TurnsTheOrderAndGoesToTheFirstPage()
    {
        var view = (InvoiceListView.All with { Page = 4 }).SortedBy(InvoiceSort.IssueDate);
        Assert.Equal((InvoiceSort.IssueDate, false, 1), (view.Sort, view.Descending, view.Page));
        Assert.True(view.SortedBy(InvoiceSort.Gross).Descending);
        Assert.False(view.SortedBy(InvoiceSort.Customer).Descending);
    }

    [Fact]
    public void Filter_IsWhatItsPagesShow_AndNothingElse()
    {
        var filter = new SavedFilter { Name = "mine", Search = "nord", CopyState = CopyState.Failed, Sort = InvoiceSort.Gross, Descending = true };
        var view = InvoiceListView.Of(filter);

        Assert.Equal("/invoices?q=nord&state=Failed&sort=Gross-", view.Href);
        Assert.True((view with { Page = 3 }).IsOf(filter));
        Assert.False((view with { Descending = false }).IsOf(filter));
        Assert.True(view.IsWorthSaving);
        Assert.False((InvoiceListView.All with { Page = 2 }).IsWorthSaving);
    }

    [Fact]
    public void From_WithAnEndlessSearch_KeepsItsBeginning() =>
        Assert.Equal(SearchText.MaxLength, InvoiceListView.From(new('x', 9_999), null, null, null, null, null).Search?.Length);
}
