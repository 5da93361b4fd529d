using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>A failure in the user's language: what happened, why, what to do next, and the code for support.</summary>
public sealed record FailureDescription(
    string Code, string Title, string Text, string Next, string? Detail, IReadOnlyList<FieldMessage> Fields)
{
    /// <summary>The code, and the number that the other system or its help page knows it by.</summary>
    public string Label => Number is { } number ? $"{number} · {Code}" : Code;

    /// <summary>The number of HTTP that it is known by; null where it has none.</summary>
    public int? Number => Numbers.TryGetValue(Code, out var number) ? number : null;

    private static readonly Dictionary<string, int> Numbers = new()
    {
        [FailureCodes.TokenRejected] = 401,
        [FailureCodes.ConnectionForbidden] = 403,
        [FailureCodes.RateLimited] = 429,
        [FailureCodes.EncryptionKeyMissing] = 503,
        [FailureCodes.KeyMissing] = 401,
        [FailureCodes.KeyUnknown] = 401,
        [FailureCodes.KeyExpired] = 401,
        [FailureCodes.KeyRevoked] = 401,
        [FailureCodes.KeyScope] = 403,
        [FailureCodes.KeyTooManyCalls] = 429,
    };

    /// <summary>The failure's place on the help page.</summary>
    public string HelpHref => $"/help#{Code}";

    /// <summary>What is wrong in two or three words, as a row of a list has room for.</summary>
    public required string Brief { get; init; }

    /// <summary>Title and sentence in one line, as a list or a toast needs it.</summary>
    public string Summary => Detail is null ? Text : Said == Detail ? $"{Text} ({Detail})" : $"{Text} {Said}";

    /// <summary>The detail, with who said it where those are another's words; null where there is none.</summary>
    public string? Said { get; init; }
}

/// <summary>Turns failure codes into words.</summary>
public sealed class FailureDescriber(IStringLocalizer<FailureTexts> texts)
{
    /// <summary>What people call the outside system that most have alone.</summary>
    public string SystemName => texts["system"];

    /// <summary>Describes the failure in the current language; a code without words of its own gets the general ones.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="system">The outside system that it happened with, as people call it; null for the one that most have alone.</param>
    public FailureDescription Describe(Failure failure, string? system = null)
    {
        var name = system ?? texts["system"];
        var key = texts[$"{failure.Code}.title"].ResourceNotFound ? "unexpected" : failure.Code;
        var (subject, detail) = SubjectOf(key, failure.Detail);
        return new(failure.Code, Say("title"), Say("text"), Say("next"), detail, failure.Fields ?? [])
        {
            Brief = texts[$"{key}.short"] is { ResourceNotFound: false } brief ? brief : Say("title"),
            Said = detail is null || failure.IsStoppedHere || IsAReference(detail) ? detail : texts["said", name, detail],
        };

        // A sentence may be about one system alone, such as where its menu has the access tokens.
        string Say(string part) => texts[$"{key}.{part}.{name}", name, subject] is { ResourceNotFound: false } own
            ? own
            : texts[$"{key}.{part}", name, subject];
    }

    // A number or an id is nobody's words.
    private static bool IsAReference(string detail) => !detail.Contains(' ', StringComparison.Ordinal);

    /// <summary>
    /// What the sentences of a code are about, where it has words for it: those for the first word of the detail, which then
    /// needs no telling any more, or the general ones.
    /// </summary>
    private (string Subject, string? Detail) SubjectOf(string code, string? detail)
    {
        var word = detail?.Split(' ') ?? [];
        return word is [var first, .. var rest] && texts[$"{code}.of.{first}"] is { ResourceNotFound: false } known
            ? (string.Join(' ', [known.Value, .. rest]), null)
            : (texts[$"{code}.of"] is { ResourceNotFound: false } general ? general.Value : "", detail);
    }
}
