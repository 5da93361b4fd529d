using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Customers.Sources;

/// <summary>What the accounts that customers come from are called.</summary>
internal static class SourceWords
{
    /// <summary>The system's name.</summary>
    public static string System(IStringLocalizer<CustomerTexts> texts, string system) => texts[$"Source.{system}"] is { ResourceNotFound: false } name ? name : system;

    /// <summary>The system's name and the account's.</summary>
    public static string Name(IStringLocalizer<CustomerTexts> texts, CustomerSource source) =>
        source.AccountName is { } account ? texts["Source.Name", System(texts, source.System), account] : System(texts, source.System);

    /// <summary>As of when what it says holds.</summary>
    public static string AsOf(IStringLocalizer<CustomerTexts> texts, CustomerSource source) => source switch
    {
        { AsOf: null } => texts["Source.NeverRead"],
        { IsConnected: false } => texts["Source.AsOf.Disconnected", Format.DateAndTime(source.AsOf)],
        _ => texts["Source.AsOf", Format.DateAndTime(source.AsOf)],
    };
}
