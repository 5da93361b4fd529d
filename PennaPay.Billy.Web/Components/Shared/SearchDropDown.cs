using Microsoft.AspNetCore.Components;
using Radzen.Blazor;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>
/// Radzen's list to choose from, but told of each letter. Its own search reads the box after a pause and writes that back: a pause
/// short enough for the list to follow costs letters that are typed meanwhile.
/// </summary>
public sealed class SearchDropDown : RadzenDropDown<string>
{
    [Parameter] public EventCallback<string> Typed { get; set; }

    protected override Task OnFilterInput(ChangeEventArgs args)
    {
        // What was reached in the list before is elsewhere now, or gone.
        selectedIndex = -1;
        return Typed.InvokeAsync(args?.Value as string ?? "");
    }
}
