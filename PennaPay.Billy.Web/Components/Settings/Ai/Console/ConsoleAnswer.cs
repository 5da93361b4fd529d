using PennaPay.Billy.Core;

namespace PennaPay.Billy.Web.Components.Settings.Ai.Console;

/// <summary>What a tool answered a person.</summary>
/// <param name="Forms">The same as a program gets it.</param>
public abstract record ConsoleAnswer(ConsoleForms Forms)
{
    /// <summary>Some records of a list.</summary>
    /// <param name="Forms">The same as a program gets it.</param>
    /// <param name="Table">The records.</param>
    /// <param name="Total">How many the list has.</param>
    /// <param name="Left">How many come after these.</param>
    /// <param name="NextCursor">What to ask with for those.</param>
    /// <param name="CutTexts">How many texts were too long for a list.</param>
    /// <param name="Note">What it should be read with, as a code.</param>
    /// <param name="Source">Where it is from.</param>
    public sealed record Listed(
        ConsoleForms Forms, ConsoleTable Table, int Total, int Left, string? NextCursor, int CutTexts, string? Note, ConsoleSource Source)
        : ConsoleAnswer(Forms);

    /// <summary>One record.</summary>
    /// <param name="Forms">The same as a program gets it.</param>
    /// <param name="Values">What is set of it.</param>
    /// <param name="Children">Those that belong to it, by their name.</param>
    /// <param name="Href">Where it can be opened; null where it has no page.</param>
    /// <param name="Source">Where it is from.</param>
    public sealed record Found(
        ConsoleForms Forms, IReadOnlyList<(string Name, string Value)> Values, IReadOnlyList<(string Name, ConsoleTable Table)> Children,
        string? Href, ConsoleSource Source)
        : ConsoleAnswer(Forms);

    /// <summary>No answer.</summary>
    /// <param name="Forms">The same as a program gets it.</param>
    /// <param name="Failure">Why.</param>
    /// <param name="Field">The field that is wrong; null where none is.</param>
    /// <param name="IsMissing">Whether that is empty and may not be.</param>
    /// <param name="RetryAfter">When to try again, where waiting helps.</param>
    public sealed record Refused(ConsoleForms Forms, Failure Failure, string? Field, bool IsMissing, TimeSpan? RetryAfter)
        : ConsoleAnswer(Forms);
}

/// <summary>The two forms of an answer.</summary>
/// <param name="Text">The one for programs that hand on nothing but text.</param>
/// <param name="Json">The one of the tool's own format.</param>
/// <param name="Bytes">How many bytes both have together.</param>
public sealed record ConsoleForms(string Text, string Json, int Bytes);

/// <summary>Where an answer is from.</summary>
/// <param name="Organization">The organisation's name.</param>
/// <param name="IsSandbox">Whether it is one of the sandbox.</param>
/// <param name="Currency">The currency of its books.</param>
/// <param name="AsOf">When Billy said so.</param>
public sealed record ConsoleSource(string? Organization, bool IsSandbox, string? Currency, DateTimeOffset AsOf);

/// <summary>Records as a table.</summary>
/// <param name="Columns">Their names, and whether what is in them is set as numbers are.</param>
/// <param name="Rows">A text for each column.</param>
/// <param name="Hrefs">Where each row can be opened; empty where rows have no page.</param>
public sealed record ConsoleTable(IReadOnlyList<(string Name, bool IsNumber)> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string> Hrefs);
