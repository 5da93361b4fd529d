using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>What the invoice list shows, as its address says it; so a link, the back button and a reload show the same.</summary>
public sealed record InvoiceListView(
    string? Search = null,
    InvoiceStatus? Status = null,
    CopyState? State = null,
    InvoiceKind? Kind = null,
    InvoiceSort Sort = InvoiceSort.IssueDate,
    bool Descending = true,
    int Page = 1,
    LineFilter? Lines = null,
    bool IsArchived = false,
    FailureCause? Cause = null)
{
    public const int PageSize = 50;

    public static InvoiceListView All { get; } = new();

    public bool IsFiltered => Search is not null || Status is not null || State is not null || Kind is not null || Lines is not null || IsArchived || Cause is not null;

    /// <summary>Whether it shows anything but the whole list in its usual order. What lines wait for and why pushes failed passes, and the archive has a tab.</summary>
    public bool IsWorthSaving => Lines is null && Cause is null && !IsArchived && this with { Page = 1 } != All;

    /// <summary>What of it the list alone can tell; which failed for <see cref="Cause"/> is another question.</summary>
    public InvoiceQuery Query => new(Search, Status, State, Kind, Sort, Descending, (Page - 1) * PageSize, PageSize, Lines, IsArchived);

    public string Href => QueryHelpers.AddQueryString("/invoices", new Dictionary<string, string?>
    {
        ["q"] = Search,
        ["state"] = State?.ToString(),
        ["status"] = Status?.ToString(),
        ["kind"] = Kind?.ToString(),
        ["lines"] = Lines?.ToString(),
        ["cause"] = Cause?.ToString(),
        ["archived"] = IsArchived ? "true" : null,
        ["sort"] = Sort == InvoiceSort.IssueDate && Descending ? null : Sort + (Descending ? "-" : ""),
        ["page"] = Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>Reads an address; what it does not know is left out.</summary>
    public static InvoiceListView From(string? search, string? state, string? status, string? kind, string? sort, int? page, string? lines = null, bool isArchived = false, string? cause = null) => new(
        SearchText.Tidy(search),
        Read<InvoiceStatus>(status),
        FailureCause.Read(cause) is null ? ReadState(state) : CopyState.Failed,
        Read<InvoiceKind>(kind),
        Read<InvoiceSort>(sort?.TrimEnd('-')) ?? InvoiceSort.IssueDate,
        Read<InvoiceSort>(sort?.TrimEnd('-')) is null || sort!.EndsWith('-'),
        Math.Clamp(page ?? 1, 1, int.MaxValue / PageSize),
        LineFilter.Read(lines),
        isArchived,
        FailureCause.Read(cause));

    /// <summary>The address of the invoices that wait with such lines.</summary>
    public static string HrefOf(LineFilter lines) => (All with { Lines = lines }).Href;

    /// <summary>The address of the invoices that failed for a cause.</summary>
    public static string HrefOf(FailureCause cause) => (All with { State = CopyState.Failed, Cause = cause }).Href;

    /// <summary>The first page of what a filter shows.</summary>
    public static InvoiceListView Of(SavedFilter filter) => new(
        filter.Search, filter.Status, filter.CopyState, filter.Kind, filter.Sort, filter.Descending);

    /// <summary>Whether it is a page of what a filter shows.</summary>
    public bool IsOf(SavedFilter filter) => this with { Page = 1 } == Of(filter);

    /// <summary>The same invoices by a column; by its other order when they are in it already. Dates and amounts begin with the most.</summary>
    public InvoiceListView SortedBy(InvoiceSort sort) => this with
    {
        Sort = sort,
        Descending = Sort == sort ? !Descending : sort is InvoiceSort.IssueDate or InvoiceSort.Gross,
        Page = 1,
    };

    // Addresses that people kept say it in the earlier word.
    private static CopyState? ReadState(string? text) =>
        "InBilly".Equals(text, StringComparison.OrdinalIgnoreCase) ? CopyState.Present : Read<CopyState>(text);

    private static T? Read<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
