using System.Globalization;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Sync;

/// <summary>A workspace's own fields, and what is in them, as people read them.</summary>
internal static class OwnFieldWords
{
    /// <summary>What a field is called; one that was taken away is said to be.</summary>
    public static string NameOf(CustomFieldName? field, IStringLocalizer texts) => field switch
    {
        null => texts["Field.Gone"],
        { IsRemoved: true } => texts["Field.Removed", field.Name],
        _ => field.Name,
    };

    public static string? Value(CustomFieldName? field, string? value) => field?.Type switch
    {
        CustomFieldType.Number when CustomValueRules.Number(value) is { } number => number.ToString("#,0.##########", CultureInfo.CurrentCulture),
        CustomFieldType.Date when CustomValueRules.Date(value) is { } day => Format.Date(day),
        _ => value,
    };
}
