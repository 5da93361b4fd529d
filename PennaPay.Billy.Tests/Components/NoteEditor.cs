using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Tests.Components;

/// <summary>A record of the least kind.</summary>
internal sealed record NoteRecord(Guid Id, int Version, string Text);

/// <summary>The form of a <see cref="NoteRecord"/>.</summary>
internal sealed class NoteDraft
{
    public Guid? Id { get; set; }

    public int Version { get; set; }

    public string Text { get; set; } = "";
}

/// <summary>The least that is a page of a record; a new one may start from another.</summary>
internal sealed class NoteEditor : RecordEditorPage<NoteRecord, NoteDraft, ProductTexts>
{
    [Parameter] public Guid? From { get; set; }

    [Parameter, EditorRequired] public Dictionary<Guid, NoteRecord> Notes { get; set; } = null!;

    /// <summary>What a save waits for.</summary>
    [Parameter] public Task Gate { get; set; } = Task.CompletedTask;

    protected internal override string ListHref => "/notes";

    protected override string? Name => Stored?.Text;

    protected override Guid? StartsFrom => From;

    public Task<bool> StoreNowAsync() => SaveAsync();

    public Task<Guid?> PrepareAsync() => EnsureSavedAsync();

    public Task ShoutAsync() => ChangeStoredAsync("Editor.Saved", (_, id) =>
    {
        var louder = Notes[id] with { Version = Notes[id].Version + 1, Text = Notes[id].Text.ToUpperInvariant() };
        Notes[id] = louder;
        return Task.FromResult<SaveResult>(new SaveResult.Saved(id, louder.Version));
    });

    protected override Task<NoteRecord?> FindAsync(Guid id) => Task.FromResult(Notes.GetValueOrDefault(id));

    protected override Task<NoteDraft> BeginAsync() =>
        Task.FromResult(new NoteDraft { Text = From is { } source ? $"Re: {Notes[source].Text}" : "" });

    protected override NoteDraft Fill(NoteRecord record) => new() { Id = record.Id, Version = record.Version, Text = record.Text };

    protected override void Follow(NoteDraft draft, Guid id, int version) => (draft.Id, draft.Version) = (id, version);

    protected override async Task<SaveResult> StoreAsync(Actor actor, NoteDraft draft)
    {
        var (id, version, text) = (draft.Id ?? Guid.CreateVersion7(), draft.Version, draft.Text);
        await Gate;
        if (draft.Id is not null && Notes[id].Version != version)
            return new SaveResult.ChangedMeanwhile();
        Notes[id] = new(id, version + 1, text);
        return new SaveResult.Saved(id, version + 1);
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<RecordFrame<NoteRecord, NoteDraft, ProductTexts>>(0);
        builder.AddComponentParameter(1, "Page", this);
        builder.AddComponentParameter(2, "Name", "note");
        builder.AddComponentParameter(3, "ChildContent", (RenderFragment<NoteDraft>)Fields);
        builder.CloseComponent();
    }

    private RenderFragment Fields(NoteDraft draft) => builder =>
    {
        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "data-testid", "note");
        builder.AddAttribute(2, "value", draft.Text);
        builder.AddAttribute(3, "onchange", EventCallback.Factory.Create<ChangeEventArgs>(this, typed =>
        {
            draft.Text = (string)typed.Value!;
            Touch();
        }));
        builder.CloseElement();
        builder.OpenComponent<DateInput>(4);
        builder.AddComponentParameter(5, nameof(DateInput.Label), "Day");
        builder.AddComponentParameter(6, nameof(DateInput.TestId), "day");
        builder.CloseComponent();
    };
}
