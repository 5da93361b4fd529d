using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Tests.Components;

/// <summary>The least that is a form of settings: a text, and a day that may be unreadable.</summary>
internal sealed class NoteForm : SettingsFormPage<string>
{
    [Parameter, EditorRequired] public Func<Task<string>> Read { get; set; } = null!;

    [Parameter, EditorRequired] public Func<string, Task<bool>> Store { get; set; } = null!;

    protected override string Subject => "A note";

    /// <summary>What a store says that does not take the note.</summary>
    public bool RefuseLength() => Refuse([new("Text", "Too long."), new("Text", "Far too long.")]);

    public string? TextError => Error("Text");

    protected override async Task<Action> ReadAsync()
    {
        var note = await Read();
        return () => Show(note);
    }

    protected override Task<bool> StoreAsync(Actor actor, string draft) => Store(draft);

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<SettingsFrame<string>>(0);
        builder.AddComponentParameter(1, nameof(SettingsFrame<string>.Page), this);
        builder.AddComponentParameter(2, nameof(SettingsFrame<string>.Name), "note");
        builder.AddComponentParameter(3, nameof(SettingsFrame<string>.ChildContent), (RenderFragment<string>)Fields);
        builder.CloseComponent();
    }

    private RenderFragment Fields(string note) => builder =>
    {
        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "data-testid", "note");
        builder.AddAttribute(2, "value", note);
        builder.AddAttribute(3, "onchange", EventCallback.Factory.Create<ChangeEventArgs>(this, typed => Change((string)typed.Value!)));
        builder.CloseElement();
        builder.OpenComponent<DateInput>(4);
        builder.AddComponentParameter(5, nameof(DateInput.Label), "Day");
        builder.AddComponentParameter(6, nameof(DateInput.TestId), "day");
        builder.CloseComponent();
    };
}
