using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>Says why a filter was not stored.</summary>
internal static class FilterSentences
{
    /// <summary>Null when it was stored.</summary>
    public static string? Of(SaveFilterResult result, IStringLocalizer<InvoiceListTexts> texts) => result switch
    {
        SaveFilterResult.NameMissing => texts["Filter.NameMissing"].Value,
        SaveFilterResult.NameTooLong => texts["Filter.NameTooLong", SavedFilters.MaxName].Value,
        SaveFilterResult.NameTaken taken => texts["Filter.NameTaken", taken.Name].Value,
        SaveFilterResult.TooMany => texts["Filter.TooMany", SavedFilters.Most].Value,
        _ => null,
    };
}
