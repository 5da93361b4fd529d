using Bunit;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Tests.Components;

/// <summary>What every page of a record promises.</summary>
public sealed class RecordEditorPageTests : IAsyncLifetime
{
    private readonly Dictionary<Guid, NoteRecord> notes = [];
    private readonly NoteRecord first = new(Guid.CreateVersion7(), 3, "first");
    private PageHost host = null!;

    public RecordEditorPageTests()
    {
        PageHost.Speak("en-GB");
        notes[first.Id] = first;
    }

    public async Task InitializeAsync() => host = await PageHost.StartAsync(connected: false);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task NewRecord_TypedInWhileItIsSaved_GoesOnAsItself_WithWhatWasTyped()
    {
        var gate = new TaskCompletionSource();
        var page = Open(null, gate: gate.Task);
        await TypeAsync(page, "one");
        var saving = page.InvokeAsync(page.Instance.StoreNowAsync);
        await TypeAsync(page, "two");
        gate.SetResult();

        Assert.True(await saving);

        var id = notes.Keys.Single(key => key != first.Id);
        Assert.Equal(("one", 1), (notes[id].Text, notes[id].Version));
        Assert.EndsWith($"/notes/{id}", host.Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("two", Note(page));
        page.Render(parameters => parameters.Add(editor => editor.Id, id));
        Assert.Equal(("two", true), (Note(page), page.Instance.IsUnsaved()));
        Assert.True(await page.InvokeAsync(page.Instance.StoreNowAsync));
        Assert.Equal(("two", 2), (notes[id].Text, notes[id].Version));
        Assert.False(page.Instance.IsUnsaved());
    }

    [Fact]
    public void NewRecord_MayStartFromAnother_AndBeginsAnewWithAnotherAddress()
    {
        var page = Open(null, from: first.Id);
        Assert.Equal("Re: first", Note(page));
        Assert.False(page.Instance.IsUnsaved());

        page.Render(parameters => parameters.Add(editor => editor.From, null));
        Assert.Equal("", Note(page));
        page.Render(parameters => parameters.Add(editor => editor.Id, first.Id));
        Assert.Equal("first", Note(page));
        page.Render(parameters => parameters.Add(editor => editor.Id, Guid.CreateVersion7()));
        page.WaitForElement("[data-testid=note-missing]", PageHost.Patience);
    }

    [Fact]
    public async Task ChangeOfWhatIsStored_SavesTheFormFirst()
    {
        var page = Open(first.Id);
        await TypeAsync(page, "mine");

        await page.InvokeAsync(page.Instance.ShoutAsync);

        Assert.Equal((5, "MINE"), (notes[first.Id].Version, notes[first.Id].Text));
        Assert.Equal(("MINE", false), (Note(page), page.Instance.IsUnsaved()));
        Assert.Contains(host.Toasts, toast => toast is { Tone: ToastTone.Success, Title: "MINE is saved" });
    }

    [Fact]
    public async Task ChangeOfWhatIsStored_IsNotMade_WhenTheFormCannotBeSaved()
    {
        var page = Open(first.Id);
        await TypeAsync(page, "mine");
        notes[first.Id] = first with { Version = 4, Text = "theirs" };

        await page.InvokeAsync(page.Instance.ShoutAsync);

        Assert.Equal((4, "theirs"), (notes[first.Id].Version, notes[first.Id].Text));
        Assert.Equal("mine", Note(page));
        page.Find("[data-testid=reload]").Click();
        page.WaitForAssertion(() => Assert.Equal("theirs", Note(page)), PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=form-notice]"));
    }

    [Fact]
    public async Task Prepared_WhatIsStoredNeedsNoSave_AndWhatIsUnreadableIsNone()
    {
        var page = Open(first.Id);
        Assert.Equal(first.Id, await page.InvokeAsync(page.Instance.PrepareAsync));
        Assert.Equal(3, notes[first.Id].Version);

        await page.Find("[data-testid=day]").ChangeAsync("someday");

        Assert.Null(await page.InvokeAsync(page.Instance.PrepareAsync));
        Assert.Equal(3, notes[first.Id].Version);
        Assert.Single(page.FindAll("[data-testid=form-notice]"));
    }

    [Fact]
    public async Task Reload_LeavesNothingUnreadable()
    {
        var page = Open(first.Id);
        await page.Find("[data-testid=day]").ChangeAsync("someday");

        await page.InvokeAsync(page.Instance.ReloadAsync);

        Assert.Equal("", page.Find("[data-testid=day]").GetAttribute("value"));
        Assert.False(page.Instance.IsUnsaved());
    }

    private IRenderedComponent<NoteEditor> Open(Guid? id, Guid? from = null, Task? gate = null)
    {
        var page = host.Browser.Render<NoteEditor>(parameters => parameters
            .Add(editor => editor.Id, id)
            .Add(editor => editor.From, from)
            .Add(editor => editor.Notes, notes)
            .Add(editor => editor.Gate, gate ?? Task.CompletedTask));
        page.WaitForElement("[data-testid=note]", PageHost.Patience);
        return page;
    }

    private static Task TypeAsync(IRenderedComponent<NoteEditor> page, string text) =>
        page.InvokeAsync(() => page.Find("[data-testid=note]").ChangeAsync(text));

    private static string? Note(IRenderedComponent<NoteEditor> page) => page.Find("[data-testid=note]").GetAttribute("value");
}
