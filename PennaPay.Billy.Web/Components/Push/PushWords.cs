using System.Globalization;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Web.Components.Connections;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>What is said of a push wherever it is told, and the one thing to do about it.</summary>
public sealed class PushWords(FailureDescriber describer, IStringLocalizer<PushTexts> texts)
{
    public string Say(Failure failure) => describer.Describe(failure).Summary;

    /// <summary>What happened and what to do about it, where nothing else on the page says so.</summary>
    public string SayWithNextStep(Failure failure) => $"{Say(failure)} {describer.Describe(failure).Next}";

    /// <summary>Who refused: we, before the other system was asked, or that system.</summary>
    public string Source(Failure failure) => texts[failure.IsStoppedHere ? "Invoice.Failed.Here" : "Invoice.Failed.There"];

    /// <summary>Why an invoice failed, as short as a row of a list needs it: what is wrong, and what it is about or the other system said.</summary>
    public string Reason(Failure failure)
    {
        var described = describer.Describe(failure);
        // Beside it stands who refused: of the other system's refusals just its own words are missing.
        return described.Detail is null ? described.Brief : failure.IsStoppedHere ? $"{described.Brief}: {described.Detail}" : described.Detail;
    }

    /// <summary>What is wrong within a sentence; what the other system said is told by itself.</summary>
    public string Cause(Failure failure)
    {
        var described = describer.Describe(failure);
        return WithinSentence(described.Title) + (described.Detail is { } about && failure.IsStoppedHere ? $" · {about}" : "");
    }

    /// <summary>A title as part of a sentence: small letters, but for a name or an abbreviation.</summary>
    public string WithinSentence(string title) => title.Length < 2 || char.IsUpper(title[1]) || title.StartsWith(describer.SystemName, StringComparison.Ordinal)
        ? title
        : char.ToLower(title[0], CultureInfo.CurrentCulture) + title[1..];

    /// <summary>The account that pushes go to, with a word where it is a sandbox; null while that is not known.</summary>
    public string? Where(ConnectionView? connection) =>
        connection?.AccountName is { } name ? texts[connection.IsSandbox ? "Where.Sandbox" : "Where", name].Value : null;

    /// <summary>Whether an account or VAT that nobody has chosen is what is missing.</summary>
    public static bool IsOfMapping(string code) => code is FailureCodes.AccountUnknown or FailureCodes.VatUnmapped or FailureCodes.VatRulesetMissing;

    /// <summary>Where a cause that many invoices share is put right; none where each invoice must be.</summary>
    public IReadOnlyList<ToastAction> Remedies(Failure failure) => failure.Code switch
    {
        FailureCodes.AccountUnknown => [new(texts["Action.OpenMapping"], "/settings/mapping"), new(texts["Action.OpenDefaultAccount"], $"{ConnectionPage.Path}#account-code")],
        var code when IsOfMapping(code) => [new(texts["Action.OpenMapping"], "/settings/mapping")],
        FailureCodes.SourcePushOff => [new(texts["Action.OpenConnections"], ConnectionPages.All)],
        FailureCodes.NumberTaken => [new(texts["Action.OpenNumbering"], "/settings/numbering")],
        _ => [],
    };

    /// <summary>Everywhere that one invoice's failure may be put right.</summary>
    public IReadOnlyList<ToastAction> WaysOn(Failure failure, Guid invoice, Guid? customer = null)
    {
        List<ToastAction> ways = [.. Remedies(failure)];
        if (customer is not null && failure.Code is FailureCodes.CustomerIncomplete or FailureCodes.ContactAmbiguous)
            ways.Add(new(texts["Action.OpenCustomer"], $"/customers/{customer}"));
        if (ways.Count == 0 && WayOn(failure, invoice) is { Href: { } href } way && !href.StartsWith("/help", StringComparison.Ordinal))
            ways.Add(way);
        return ways;
    }

    public ToastAction? OpenDocument(Uri? link) => link is null ? null : new(texts["Action.OpenInBilly"], link.AbsoluteUri);

    /// <summary>Where the cause is put right: the connection's page, the one for account and VAT, or the invoice; else what the help page says.</summary>
    public ToastAction WayOn(Failure failure, Guid? invoice = null) => failure.Code switch
    {
        FailureCodes.NotConnected or FailureCodes.TokenRejected or FailureCodes.ConnectionForbidden
            or FailureCodes.EncryptionKeyMissing => new(texts["Action.OpenSettings"], ConnectionPage.Path),
        var code when IsOfMapping(code) => new(texts["Action.OpenMapping"], "/settings/mapping"),
        FailureCodes.SourcePushOff => new(texts["Action.OpenConnections"], ConnectionPages.All),
        not (FailureCodes.OrganizationLocked or FailureCodes.RateLimited or FailureCodes.SystemUnavailable or FailureCodes.SystemAway or FailureCodes.ListTooLong) when invoice is not null => new(texts["Action.OpenInvoice"], $"/invoices/{invoice}"),
        _ => new(texts["Action.SeeWhy"], describer.Describe(failure).HelpHref),
    };
}
