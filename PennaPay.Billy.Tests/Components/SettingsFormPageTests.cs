using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Tests.Support;
using Radzen;

namespace PennaPay.Billy.Tests.Components;

/// <summary>What every form of settings promises.</summary>
public sealed class SettingsFormPageTests : IAsyncLifetime
{
    private readonly List<string> stored = [];
    private Func<Task<string>> read = () => Task.FromResult("as stored");
    private Func<Task<bool>> store = () => Task.FromResult(true);
    private PageHost host = null!;

    public SettingsFormPageTests() => PageHost.Speak("en-GB");

    private IEnumerable<string> Logged => host.Browser.Services.GetRequiredService<LogCapture>().Lines;

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync(connected: false);
        host.Browser.Services.AddSingleton<LogCapture>();
        host.Browser.Services.AddSingleton<ILoggerProvider>(services => services.GetRequiredService<LogCapture>());
        read = () => Task.FromResult(stored is [.., var latest] ? latest : "as stored");
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Saved_ItShowsWhatIsStored_AndLeavingLosesNothing()
    {
        var page = Open();
        await TypeAsync(page, "mine");
        Assert.True(page.Instance.IsUnsaved());
        read = () => Task.FromResult("mine, tidied");

        Assert.True(await SaveAsync(page));

        Assert.Equal(("mine, tidied", false), (Note(page), page.Instance.IsUnsaved()));
        Assert.Equal(["mine"], stored);
    }

    [Fact]
    public async Task TypedWhileItSaves_Stays_AndIsSavedNext()
    {
        var page = Open();
        await TypeAsync(page, "first");
        var answer = new TaskCompletionSource<bool>();
        store = () => answer.Task;
        var saving = SaveAsync(page);
        await TypeAsync(page, "second");
        answer.SetResult(true);

        Assert.True(await saving);

        Assert.Equal(("second", true), (Note(page), page.Instance.IsUnsaved()));
        Assert.True(await SaveAsync(page));
        Assert.Equal(["first", "second"], stored);
        Assert.False(page.Instance.IsUnsaved());
    }

    [Fact]
    public async Task SavedTwiceAtOnce_ItIsStoredOnce()
    {
        var page = Open();
        await TypeAsync(page, "mine");
        var answer = new TaskCompletionSource<bool>();
        store = () => answer.Task;
        var first = SaveAsync(page);
        page.WaitForAssertion(() => Assert.True(page.Find("[data-testid=save-note]").HasAttribute("disabled")), PageHost.Patience);

        Assert.False(await SaveAsync(page));

        answer.SetResult(true);
        Assert.True(await first);
        Assert.Equal(["mine"], stored);
        Assert.False(page.Find("[data-testid=save-note]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task SaveThatFails_IsSaidAndLogged_AndLosesNothing()
    {
        var page = Open();
        await TypeAsync(page, "mine");
        store = () => throw new TimeoutException("The disk is slow.");

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.StartsWith("Not saved. Something failed on our side", page.Find("[data-testid=form-notice] strong").TextContent, StringComparison.Ordinal), PageHost.Patience);
        Assert.Equal(("mine", true), (Note(page), page.Instance.IsUnsaved()));
        Assert.Contains(Logged, line => line.Contains("A note could not be saved.", StringComparison.Ordinal) && line.Contains("The disk is slow.", StringComparison.Ordinal));
        store = () => Task.FromResult(true);
        Assert.True(await SaveAsync(page));
        Assert.Empty(page.FindAll("[data-testid=form-notice]"));
    }

    [Fact]
    public async Task SaveBySomebodyWhoMayNot_GoesOnToThePage()
    {
        var page = Open();
        await TypeAsync(page, "mine");
        store = () => throw new UnauthorizedAccessException();

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => SaveAsync(page));

        Assert.False(page.Instance.IsSaving);
        Assert.DoesNotContain(Logged, line => line.Contains("A note could not be saved.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnreadableText_IsNotSaved_AndIsSomethingToLose()
    {
        var page = Open();
        await page.Find("[data-testid=day]").ChangeAsync("someday");

        Assert.True(page.Instance.IsUnsaved());
        Assert.False(await SaveAsync(page));

        Assert.Equal("Not saved. A field cannot be read as a number or a date.", page.Find("[data-testid=form-notice] strong").TextContent);
        Assert.Empty(stored);
        await page.Find("[data-testid=day]").ChangeAsync("");
        Assert.False(page.Instance.IsUnsaved());
        Assert.True(await SaveAsync(page));
    }

    [Fact]
    public async Task Refused_TheFirstProblemOfAFieldIsSaid_UntilItIsSaved()
    {
        var page = Open();
        await TypeAsync(page, "mine");
        store = () => Task.FromResult(page.Instance.RefuseLength());

        Assert.False(await SaveAsync(page));

        Assert.Equal(("Too long.", "Not saved. Correct the marked fields."), (page.Instance.TextError, page.Instance.Notice));
        Assert.True(page.Instance.IsUnsaved());
        store = () => Task.FromResult(true);
        Assert.True(await SaveAsync(page));
        Assert.Equal((null, null), (page.Instance.TextError, page.Instance.Notice));
    }

    [Fact]
    public void ReadThatFails_IsSaidAndLogged_AndTriedAgain()
    {
        var works = read;
        read = () => throw new TimeoutException();
        var page = host.Browser.Render<NoteForm>(Parameters);
        page.WaitForElement("[data-testid=load-failed]", PageHost.Patience);
        Assert.Contains(Logged, line => line.Contains("A note could not be read.", StringComparison.Ordinal));

        read = works;
        page.Find("[data-testid=load-failed] button").Click();

        page.WaitForAssertion(() => Assert.Equal("as stored", Note(page)), PageHost.Patience);
    }

    [Fact]
    public async Task ReadAgainThatFails_LeavesWhatWasTyped()
    {
        var page = Open();
        await TypeAsync(page, "mine");
        read = () => throw new TimeoutException();

        await page.InvokeAsync(page.Instance.LoadAsync);

        Assert.Equal("mine", Note(page));
        Assert.Empty(page.FindAll("[data-testid=load-failed]"));
    }

    [Fact]
    public async Task ReadAgain_TakesOverWhatIsStoredElsewhere_UnlessSomethingIsTyped()
    {
        var page = Open();
        read = () => Task.FromResult("theirs");
        await page.InvokeAsync(page.Instance.LoadAsync);
        Assert.Equal("theirs", Note(page));

        await TypeAsync(page, "mine");
        read = () => Task.FromResult("theirs again");
        await page.InvokeAsync(page.Instance.LoadAsync);

        Assert.Equal("mine", Note(page));
    }

    [Fact]
    public async Task SlowAnswer_ThatALaterOneOvertook_IsDropped()
    {
        var page = Open();
        var (slow, fast) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        read = () => slow.Task;
        var first = page.InvokeAsync(page.Instance.LoadAsync);
        read = () => fast.Task;
        var second = page.InvokeAsync(page.Instance.LoadAsync);
        fast.SetResult("new");
        await second;
        slow.SetResult("old");
        await first;

        Assert.Equal("new", Note(page));
    }

    [Fact]
    public async Task LeavingWithSomethingTyped_IsAskedAbout()
    {
        var page = Open();
        string? question = null;
        host.Browser.Services.GetRequiredService<DialogService>().OnOpen += (title, _, _, _) => question = title;
        await TypeAsync(page, "mine");

        await page.InvokeAsync(() => host.Navigation.NavigateTo("/invoices"));

        page.WaitForAssertion(() => Assert.Equal("Leave without saving?", question), PageHost.Patience);
    }

    private void Parameters(ComponentParameterCollectionBuilder<NoteForm> parameters) => parameters
        .Add(form => form.Read, () => read())
        .Add(form => form.Store, async draft =>
        {
            if (!await store())
                return false;
            stored.Add(draft);
            return true;
        });

    private IRenderedComponent<NoteForm> Open()
    {
        var page = host.Browser.Render<NoteForm>(Parameters);
        page.WaitForElement("[data-testid=note]", PageHost.Patience);
        return page;
    }

    private static Task TypeAsync(IRenderedComponent<NoteForm> page, string text) =>
        page.InvokeAsync(() => page.Find("[data-testid=note]").ChangeAsync(text));

    private static Task<bool> SaveAsync(IRenderedComponent<NoteForm> page) => page.InvokeAsync(page.Instance.SaveAsync);

    private static string? Note(IRenderedComponent<NoteForm> page) => page.Find("[data-testid=note]").GetAttribute("value");
}
