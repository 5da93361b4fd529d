using PennaPay.Billy.Core.Systems.Billy.Lookup;

namespace PennaPay.Billy.Web.Components.Settings.Ai.Console;

/// <summary>A tool that can be tried.</summary>
/// <param name="Name">Its name for programs.</param>
/// <param name="Group">What it is about: <see cref="LookupResource.Plural"/>.</param>
/// <param name="Title">What it is called in its own words, which are English.</param>
/// <param name="Description">What assistants read of it.</param>
/// <param name="Fields">What it can be asked with: what it must have first, then in the tool's own order.</param>
public sealed record ConsoleTool(string Name, string Group, string Title, string Description, IReadOnlyList<ConsoleField> Fields);

/// <summary>One argument of a tool, as a form shows it.</summary>
/// <param name="Name">Its name for programs.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="IsRequired">Whether nothing is answered without it.</param>
/// <param name="Options">The words of which it takes one; empty where it takes any.</param>
/// <param name="Several">The words of which it takes some, with commas between.</param>
/// <param name="Least">The smallest number that it takes.</param>
/// <param name="Most">The largest.</param>
/// <param name="About">What assistants read of it besides its name.</param>
public sealed record ConsoleField(
    string Name, LookupKind Kind, bool IsRequired, IReadOnlyList<string> Options, IReadOnlyList<string> Several, int? Least, int? Most, string? About);
