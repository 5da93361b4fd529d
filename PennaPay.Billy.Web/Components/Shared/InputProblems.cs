namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>
/// The inputs of a form whose text is no value. A form cascades one and saves only when there are none; what the texts
/// mean is checked in Core.
/// </summary>
public sealed class InputProblems
{
    private readonly HashSet<object> inputs = [];

    public bool Any => inputs.Count > 0;

    public void Report(object input, bool hasProblem)
    {
        if (hasProblem)
            inputs.Add(input);
        else
            inputs.Remove(input);
    }
}
