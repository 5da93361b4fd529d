using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Settings.Ai;

/// <summary>The keys, what each reads and how it stands, and what an owner does with them.</summary>
public sealed partial class AiKeys
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    private ElementReference heading;
    private Guid? pressed;

    private enum State
    {
        Open,
        ExpiresSoon,
        Expired,
        Revoked,
    }

    [Parameter, EditorRequired] public IReadOnlyList<ApiKey> Keys { get; set; } = [];

    /// <summary>What keys read, and what a new one can.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<ConnectionRow> Connections { get; set; } = [];

    [Parameter] public bool MayGrant { get; set; }

    /// <summary>Makes a key for one of these.</summary>
    [Parameter, EditorRequired] public required Func<IReadOnlyList<ConnectionRow>, Task> Create { get; set; }

    [Parameter, EditorRequired] public required Func<ApiKey, Task> Rotate { get; set; }

    [Parameter, EditorRequired] public required Func<ApiKey, Task> Revoke { get; set; }

    private IReadOnlyList<ConnectionRow> Choices => [.. Connections.Where(row => row.IsConnected && row.System == BillyConnector.SystemId)];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Only now it is known how the key stands that somebody wanted to take back.
        if (pressed is not { } id)
            return;
        pressed = null;
        // The button went with the key, and nobody wants to stand on that of another one.
        if (Keys.FirstOrDefault(key => key.Id == id) is not { RevokedAt: null })
            await heading.FocusAsync();
    }

    private async Task RevokeAsync(ApiKey key)
    {
        await Revoke(key);
        pressed = key.Id;
        StateHasChanged();
    }

    private State StateOf(ApiKey key)
    {
        var now = Time.GetUtcNow();
        return key.RevokedAt is not null ? State.Revoked
            : key.IsExpired(now) ? State.Expired
            : key.IsExpired(now + Soon) ? State.ExpiresSoon
            : State.Open;
    }

    private static string Day(DateTimeOffset moment) => Format.Date(DanishTime.DayOf(moment));

    private static Tone ToneOf(State state) => state switch
    {
        State.Open => Tone.Success,
        State.ExpiresSoon => Tone.Warning,
        State.Expired => Tone.Danger,
        _ => Tone.Neutral,
    };

    private static string IconOf(State state) => state switch
    {
        State.Open => "check_circle",
        State.ExpiresSoon => "schedule",
        State.Expired => "timer_off",
        _ => "block",
    };
}
