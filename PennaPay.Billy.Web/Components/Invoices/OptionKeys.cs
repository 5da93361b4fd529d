namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>The keys of a text box with a list of options under it, and which option they have reached.</summary>
public sealed class OptionKeys
{
    /// <summary>The option that Enter would choose; -1 for none.</summary>
    public int Active { get; set; } = -1;

    /// <param name="key">As the browser names it.</param>
    /// <param name="offered">How many options are on show; none while the list is closed.</param>
    /// <param name="open">Opens the list.</param>
    /// <param name="close">Closes the list.</param>
    /// <param name="choose">Takes the option with that index.</param>
    public Task PressAsync(string key, int offered, Func<Task> open, Action close, Func<int, Task> choose)
    {
        switch (key)
        {
            case "ArrowDown" when offered == 0:
                return open();
            case "ArrowDown":
                Active = (Active + 1) % offered;
                break;
            case "ArrowUp" when offered > 0:
                Active = Active <= 0 ? offered - 1 : Active - 1;
                break;
            case "Escape":
                close();
                break;
            case "Enter" when offered > 0 && Active >= 0:
                return choose(Active);
        }
        return Task.CompletedTask;
    }
}
