using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core.Systems.Billy.Lookup;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Mcp.Tools;

namespace PennaPay.Billy.Web.Components.Settings.Ai.Console;

/// <summary>Where people try the tools that their assistants have, and see the answers.</summary>
public sealed partial class AiConsole
{
    private readonly Dictionary<string, State> states = [];
    private readonly InputProblems problems = new();
    private ConsoleTool tool = null!;
    private State state = new();
    private (string Field, string Text)? problem;
    private CancellationTokenSource? asking;
    private string status = "";
    private bool hasFailed;

    [Inject] private ToolConsole Console { get; init; } = null!;

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<AiConsole> Logger { get; init; }

    /// <summary>Whether there are books to ask.</summary>
    [Parameter] public bool IsConnected { get; set; }

    private IReadOnlyList<ConsoleTool> Tools => Console.Tools;

    private bool IsBusy => asking is not null;

    protected override void OnInitialized() => Show(Tools[0]);

    private void Choose(ChangeEventArgs change) => Show(Tools.First(choice => choice.Name == change.Value as string));

    // What was typed for another tool, and what it answered, is there again when that is chosen again.
    private void Show(ConsoleTool chosen)
    {
        tool = chosen;
        if (!states.TryGetValue(tool.Name, out var known))
            states[tool.Name] = known = new();
        (state, problem, status, hasFailed) = (known, null, "", false);
    }

    private void Touch(string field)
    {
        if (problem?.Field == field)
            problem = null;
    }

    private Task AskAsync() => AskAsync(new(state.Typed), isNext: false);

    private Task NextAsync() => state.Answer is ConsoleAnswer.Listed { NextCursor: { } cursor }
        ? AskAsync(new(state.Asked) { [ToolArguments.Cursor] = cursor }, isNext: true)
        : Task.CompletedTask;

    private async Task AskAsync(Dictionary<string, string> asked, bool isNext)
    {
        if (IsBusy)
            return;
        if (!isNext && problems.Any)
        {
            status = Texts["Unreadable"];
            return;
        }

        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Closed);
        (asking, problem, hasFailed, status) = (leaving, null, false, Texts["Asking"]);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var actor = (await CurrentUser.GetAsync()).Actor;
            // The library below looks for a cancelled request only now and then.
            var answer = await Console.AskAsync(actor, tool.Name, asked, new Uri(Navigation.BaseUri), leaving.Token).WaitAsync(leaving.Token);
            Take(answer, asked, isNext);
            // A refusal is told by itself.
            status = answer is ConsoleAnswer.Refused ? "" : Texts["Answered", Format.Duration(Stopwatch.GetElapsedTime(started))];
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            status = Texts["Cancelled"];
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or UnauthorizedAccessException))
        {
            Log.CouldNotAsk(Logger, fault, tool.Name);
            (hasFailed, status) = (true, "");
        }
        finally
        {
            asking = null;
        }
    }

    private void Take(ConsoleAnswer answer, Dictionary<string, string> asked, bool isNext)
    {
        if (answer is ConsoleAnswer.Refused refused)
        {
            // What was read so far stays where only the rest of it could not be.
            (state.Refused, state.Answer) = (refused, isNext ? state.Answer : null);
            if (refused.Field is { } field)
                problem = (field, Explain(field, refused.IsMissing));
            return;
        }

        (state.Refused, state.Answer, state.Asked) = (null, answer, asked);
    }

    private void Cancel() => asking?.Cancel();

    /// <summary>What a field takes, in the reader's own language.</summary>
    private string Explain(string name, bool isMissing)
    {
        var field = tool.Fields.First(field => field.Name == name);
        return field switch
        {
            _ when isMissing => Texts["Problem.Missing"],
            { Options: [_, ..] options } => Texts["Problem.OneOf", string.Join(", ", options)],
            { Several: [_, ..] several } => Texts["Problem.OneOf", string.Join(", ", several)],
            { Kind: LookupKind.Whole, Least: { } least, Most: { } most } => Texts["Problem.WholeFrom", Format.Count(least), Format.Count(most)],
            _ => Texts[$"Problem.{field.Kind}"],
        };
    }

    /// <summary>What stands at one tool while others are looked at.</summary>
    private sealed class State
    {
        public Dictionary<string, string> Typed { get; } = [];

        /// <summary>What the answer was asked with.</summary>
        public Dictionary<string, string> Asked { get; set; } = [];

        public ConsoleAnswer? Answer { get; set; }

        public ConsoleAnswer.Refused? Refused { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Tool {Tool} could not be tried.")]
        public static partial void CouldNotAsk(ILogger logger, Exception fault, string tool);
    }
}
