using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Connections.Accounts;

/// <summary>How one account of a system stands.</summary>
public enum AccountState
{
    Connected,
    Loading,
    NotActivated,
    Failing,
    ConnectAgain,
    Disconnected,
}

internal static class AccountStates
{
    /// <param name="stored">The connection.</param>
    /// <param name="isRead">Whether its system is one that records come from.</param>
    /// <param name="progress">How far the reading is; null where it has not begun.</param>
    public static AccountState Of(Connection stored, bool isRead, SourceProgress? progress) => stored switch
    {
        { Secret: null } => AccountState.Disconnected,
        { FailureCode: FailureCodes.ConnectAgain } => AccountState.ConnectAgain,
        { FailureCode: not null } => AccountState.Failing,
        _ when !isRead => AccountState.Connected,
        _ when progress is null => AccountState.NotActivated,
        _ when progress.Failure is not null => AccountState.Failing,
        _ => progress.IsWhole ? AccountState.Connected : AccountState.Loading,
    };

    public static Tone ToneOf(AccountState state) => state switch
    {
        AccountState.Connected => Tone.Success,
        AccountState.Loading => Tone.Working,
        AccountState.NotActivated => Tone.Info,
        AccountState.Disconnected => Tone.Neutral,
        _ => Tone.Danger,
    };

    public static string IconOf(AccountState state) => state switch
    {
        AccountState.Connected => "check_circle",
        AccountState.NotActivated => "pending",
        AccountState.Disconnected => "link_off",
        _ => "error",
    };
}
