namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>One of many things to choose from; the empty value is to choose none of them.</summary>
/// <param name="Value">What is stored.</param>
/// <param name="Text">What it is called, and found by.</param>
/// <param name="Group">What it is one of, where there are several kinds.</param>
public sealed record Choice(string Value, string Text, string? Group = null);
