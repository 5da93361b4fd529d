using System.Globalization;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>What Radzen's components say by themselves, in the user's language; what has no text here is on no page.</summary>
internal sealed class RadzenWords(IStringLocalizer<RadzenTexts> texts) : ILocalizer
{
    public string? Get(string key, CultureInfo culture) => texts[key] is { ResourceNotFound: false } text ? text.Value : null;
}
