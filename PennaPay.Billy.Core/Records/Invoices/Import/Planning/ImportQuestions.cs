using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Planning;

/// <summary>Collects what is asked, once each, and finds the answers.</summary>
internal sealed class ImportQuestions(IReadOnlyDictionary<string, ImportAnswer> answers)
{
    // Between the parts of an id; no text of a file has it, because control characters are taken out.
    private const char Separator = '\u001F';

    private readonly Dictionary<string, (ImportQuestion Question, List<string> Numbers)> asked = [];

    /// <summary>How often something was asked.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<ImportQuestion> Asked => [.. asked.Values.Select(one => one.Question)];

    /// <summary>Asks for the invoice, and answers what was chosen: the proposed answer, which is the first, where nobody has.</summary>
    /// <param name="kind">What is asked.</param>
    /// <param name="number">The invoice's number.</param>
    /// <param name="about">What makes it the same question for another invoice.</param>
    /// <param name="possible">What can be answered.</param>
    /// <param name="args">Values for the text.</param>
    public ImportAnswer Ask(ImportQuestionKind kind, string number, string about, ImportAnswer[] possible, params object[] args)
    {
        Count++;
        var id = $"{kind}{Separator}{about}";
        if (asked.TryGetValue(id, out var before))
        {
            before.Numbers.Add(number);
            return before.Question.Chosen;
        }

        var chosen = answers.TryGetValue(id, out var answer) && possible.Contains(answer) ? answer : possible[0];
        List<string> numbers = [number];
        asked.Add(id, (new(id, kind, possible, possible[0], chosen, numbers, [.. args.Select(Shown)]), numbers));
        return chosen;
    }

    private static object Shown(object arg) => arg is string text ? OutsideText.Line(text) : arg;

    public static string About(params ReadOnlySpan<string?> parts) => string.Join(Separator, parts!);
}
