using Microsoft.Extensions.Localization;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>What an import is known by in a list: its files.</summary>
internal static class ImportFileNames
{
    private const int Most = 3;

    /// <summary>The first names, and how many more files there are.</summary>
    public static string Of(IReadOnlyList<string> names, int count, IStringLocalizer<ImportTexts> texts)
    {
        var first = string.Join(", ", names.Take(Most));
        return count > Most ? texts["Latest.MoreFiles", first, Format.Count(count - Most)] : first;
    }
}
