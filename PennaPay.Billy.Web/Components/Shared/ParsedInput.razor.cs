using Microsoft.AspNetCore.Components;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>What a typed text means: a value, nothing, or a problem in words.</summary>
public readonly record struct Reading<T>(T? Value, string? Problem = null) where T : struct;

/// <summary>
/// An input of text that means a value. It gives the value on while the user types, complains only when the user leaves,
/// and then writes the value in the user's own way. An unreadable text stays as it was typed.
/// </summary>
public sealed partial class ParsedInput<T>
{
    private string text = "";
    private T? known;
    private string? problem;
    private bool isComplaining;

    [CascadingParameter] public InputProblems? Problems { get; set; }

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter, EditorRequired] public required Func<string, Reading<T>> Read { get; set; }

    [Parameter, EditorRequired] public required Func<T, string> Show { get; set; }

    [Parameter] public T? Value { get; set; }

    [Parameter] public EventCallback<T?> ValueChanged { get; set; }

    [Parameter] public string? Error { get; set; }

    [Parameter] public string? Hint { get; set; }

    [Parameter] public string? Placeholder { get; set; }

    [Parameter] public string? Class { get; set; }

    [Parameter] public string? InputClass { get; set; }

    [Parameter] public string InputMode { get; set; } = "text";

    [Parameter] public bool Disabled { get; set; }

    [Parameter] public string Id { get; set; } = $"f{Guid.NewGuid():N}";

    [Parameter] public string? TestId { get; set; }

    private string? ShownError => isComplaining && problem is not null ? problem : Error;

    public void Dispose() => Problems?.Report(this, hasProblem: false);

    protected override void OnParametersSet()
    {
        if (Nullable.Equals(Value, known))
            return;
        known = Value;
        Tidy();
    }

    private async Task TypeAsync(string? typed)
    {
        text = typed ?? "";
        var reading = Read(text);
        problem = reading.Problem;
        isComplaining &= problem is not null;
        Problems?.Report(this, problem is not null);
        if (problem is null && !Nullable.Equals(reading.Value, known))
            await ValueChanged.InvokeAsync(known = reading.Value);
    }

    private async Task LeaveAsync(ChangeEventArgs change)
    {
        await TypeAsync(change.Value as string);
        isComplaining = problem is not null;
        if (!isComplaining)
            Tidy();
    }

    private void Tidy()
    {
        text = known is { } value ? Show(value) : "";
        problem = null;
        Problems?.Report(this, hasProblem: false);
    }
}
