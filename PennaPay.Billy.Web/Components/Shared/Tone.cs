namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>What a colour says. Never the only carrier: an icon and a word stand beside it.</summary>
public enum Tone
{
    Neutral,
    Info,
    Working,
    Success,
    Warning,
    Danger,

    /// <summary>Practice: nothing of it is real.</summary>
    Sandbox,
}
