using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
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

    public ToastAction? OpenDocument(Uri? link) => link is null ? null : new(texts["Action.OpenInBilly"], link.AbsoluteUri);

    /// <summary>Where the cause is put right: the connection's page, the one for account and VAT, or the invoice; else what the help page says.</summary>
    public ToastAction WayOn(Failure failure, Guid? invoice = null) => failure.Code switch
    {
        FailureCodes.NotConnected or FailureCodes.TokenRejected or FailureCodes.ConnectionForbidden
            or FailureCodes.EncryptionKeyMissing => new(texts["Action.OpenSettings"], ConnectionPage.Path),
        FailureCodes.AccountUnknown or FailureCodes.VatUnmapped or FailureCodes.VatRulesetMissing => new(texts["Action.OpenMapping"], "/settings/mapping"),
        not (FailureCodes.OrganizationLocked or FailureCodes.RateLimited or FailureCodes.SystemUnavailable or FailureCodes.SystemAway or FailureCodes.ListTooLong) when invoice is not null => new(texts["Action.OpenInvoice"], $"/invoices/{invoice}"),
        _ => new(texts["Action.SeeWhy"], describer.Describe(failure).HelpHref),
    };
}
