using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Connections;

/// <summary>How the state of a connection looks, the same in the bar and on the page.</summary>
/// <param name="Tone">Green works, amber waits or can wait, red needs a person now.</param>
/// <param name="Icon">The icon beside the word.</param>
/// <param name="TextKey">The word's key in ConnectionTexts.</param>
/// <param name="Reason">Why it is not green, where there is a failure to tell.</param>
internal sealed record ConnectionStyle(Tone Tone, string Icon, string TextKey, Failure? Reason = null)
{
    public static ConnectionStyle Of(ConnectionView view) => view switch
    {
        { Status: ConnectionStatus.NotConnected } => new(Tone.Warning, "link_off", "Status.NotConnected"),
        { Status: ConnectionStatus.KeyMissing } => new(Tone.Danger, "key_off", "Status.KeyMissing", view.Problem),
        { Status: ConnectionStatus.Failing, Problem.Code: FailureCodes.SystemUnavailable or FailureCodes.SystemAway or FailureCodes.RateLimited } =>
            new(Tone.Warning, "cloud_off", "Status.Unreachable", view.Problem),
        { Status: ConnectionStatus.Failing, Problem.Code: FailureCodes.TokenRejected or FailureCodes.ConnectionForbidden } =>
            new(Tone.Danger, "error", "Status.Rejected", view.Problem),
        { Status: ConnectionStatus.Failing } => new(Tone.Danger, "error", "Status.Failing", view.Problem),
        { Pause: { } pause } => new(Tone.Warning, "pause_circle", "Status.Paused", pause.Reason),
        _ => new(Tone.Success, "check_circle", "Status.Connected"),
    };
}
