using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Sync.Sources.Ways;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Orders;

/// <summary>What is said of a shop's orders wherever they are told.</summary>
public sealed class OrderWords(ExternalSystems systems, IStringLocalizer<OrderTexts> texts)
{
    /// <summary>What an account is called, with the system where it has no name.</summary>
    public string Name(Connection connection) =>
        string.IsNullOrEmpty(connection.AccountName) ? SystemName(connection) : connection.AccountName;

    public string SystemName(Connection connection) => systems.Of(connection.System).Name;

    public string State(WayState state) => texts[$"State.{state}"];

    internal static Tone ToneOf(WayState state) => state switch
    {
        WayState.NeedsPerson or WayState.NotSent => Tone.Danger,
        WayState.Waiting => Tone.Working,
        WayState.BeingSent => Tone.Info,
        WayState.Delivered or WayState.Settled => Tone.Success,
        _ => Tone.Neutral,
    };

    internal static string IconOf(WayState state) => state switch
    {
        WayState.NotPushed => "radio_button_unchecked",
        WayState.NeedsPerson => "error",
        WayState.Standing => "description",
        WayState.BeingSent => "outgoing_mail",
        WayState.NotSent => "unsubscribe",
        WayState.Delivered => "mark_email_read",
        WayState.Settled => "paid",
        WayState.Gone => "delete",
        _ => "schedule",
    };
}
