using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Tests.Components;

public sealed class SharedTests : BunitContext
{
    private readonly Toasts toasts = new();
    private readonly TestClock time = new();

    public SharedTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("da-DK");
        Services.AddLocalization();
        Services.AddSingleton<FailureDescriber>();
        Services.AddSingleton(toasts);
        Services.AddSingleton<TimeProvider>(time);
    }

    [Fact]
    public void FailureNotice_SaysWhatHappenedWhyAndWhatNext_WithTheCode()
    {
        var notice = Render<FailureNotice>(p => p.Add(n => n.Failure, new Failure(
            FailureCodes.InvoiceInvalid, "Billy: ugyldig", [new FieldMessage("invoice", "contactId", "findes ikke")])));

        Assert.Equal("Billy afviste fakturaen", notice.Find("strong").TextContent);
        Assert.Equal("Billy skrev: »Billy: ugyldig«.", notice.Find("[data-testid=failure-detail]").TextContent);
        Assert.Equal("contactId findes ikke", notice.Find("li").TextContent.Trim());
        Assert.Equal("/help#invoice_invalid", notice.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void FailureNotice_UnknownCode_GetsGeneralWordsAndKeepsTheCode()
    {
        var notice = Render<FailureNotice>(p => p.Add(n => n.Failure, new Failure("brand_new")));
        Assert.Equal("Noget gik galt", notice.Find("strong").TextContent);
        Assert.Equal("brand_new", notice.Find(".pp-notice-code code").TextContent);
    }

    [Fact]
    public void Toast_SameKey_TurnsProgressIntoItsResult()
    {
        var host = Render<ToastHost>();
        host.InvokeAsync(() => toasts.Show(ToastTone.Working, "Sender 1001", key: "push"));
        Assert.Equal("Sender 1001", host.Find("[data-testid=toast-title]").TextContent);

        host.InvokeAsync(() => toasts.Show(ToastTone.Success, "1001 er i Billy", action: new("Åbn i Billy", "https://mit.billy.dk/x"), key: "push"));

        var toast = Assert.Single(host.FindAll("[data-testid=toast]"));
        Assert.Equal("success", toast.GetAttribute("data-tone"));
        Assert.Equal("_blank", host.Find("[data-testid=toast-action]").GetAttribute("target"));
    }

    [Fact]
    public void Toast_Success_LeavesByItself_ButNotWhileItIsRead()
    {
        var host = Render<ToastHost>();
        host.InvokeAsync(() => toasts.Show(ToastTone.Success, "Gemt"));
        host.Find("[data-testid=toast]").MouseEnter();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(host.FindAll("[data-testid=toast]"));

        host.Find("[data-testid=toast]").MouseLeave();
        time.Advance(TimeSpan.FromSeconds(9));

        host.WaitForAssertion(() => Assert.Empty(host.FindAll("[data-testid=toast]")));
    }

    [Fact]
    public async Task Toast_Undone_PressedTwice_DoesItOnce()
    {
        var host = Render<ToastHost>();
        var (times, going) = (0, new TaskCompletionSource());
        await host.InvokeAsync(() => toasts.Show(ToastTone.Success, "1042 er arkiveret", key: "x", undo: new("gendan faktura 1042", async () =>
        {
            times++;
            await going.Task;
            toasts.Show(ToastTone.Success, "1042 er gendannet", key: "x");
        })));
        var button = host.Find("[data-testid=toast-undo]");
        Assert.Equal(("Fortryd", "Fortryd: gendan faktura 1042"), (button.TextContent, button.GetAttribute("aria-label")));

        // The second press left the browser before it heard of the first: it finds the card as it was.
        var late = Render<ToastCard>(p => p.Add(card => card.Toast, toasts.Shown[0]));
        var first = button.ClickAsync(new());
        var second = late.Find("[data-testid=toast-undo]").ClickAsync(new());
        Assert.Equal("Fortryder …", host.Find("[data-testid=toast-title]").TextContent);
        Assert.Empty(host.FindAll("[data-testid=toast-undo]"));
        going.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(1, times);
        Assert.Equal("1042 er gendannet", Assert.Single(host.FindAll("[data-testid=toast-title]")).TextContent);
    }

    [Fact]
    public async Task Toast_ThatHasGone_UndoesNothing()
    {
        var host = Render<ToastHost>();
        var times = 0;
        await host.InvokeAsync(() => toasts.Show(ToastTone.Success, "1042 er arkiveret", undo: new("gendan faktura 1042", () => Task.FromResult(times++))));
        var late = Render<ToastCard>(p => p.Add(card => card.Toast, toasts.Shown[0]));
        await host.Find("[data-testid=toast-close]").ClickAsync(new());

        await late.Find("[data-testid=toast-undo]").ClickAsync(new());

        Assert.Equal(0, times);
        Assert.Empty(toasts.Shown);
    }

    [Fact]
    public async Task Toast_WhoseUndoingFails_SaysSo_AndTheSessionGoesOn()
    {
        var host = Render<ToastHost>();
        await host.InvokeAsync(() => toasts.Show(ToastTone.Success, "1042 er arkiveret", undo: new("gendan faktura 1042", () => throw new InvalidOperationException("disk"))));

        await host.Find("[data-testid=toast-undo]").ClickAsync(new());

        var toast = Assert.Single(toasts.Shown);
        Assert.Equal(
            (ToastTone.Failure, "Det blev ikke fortrudt", "Det gik galt hos os: »1042 er arkiveret«. Se efter, hvordan det står til, før du gør det om."),
            (toast.Tone, toast.Title, toast.Text));
    }

    [Fact]
    public void Toast_Failure_StaysUntilClosed()
    {
        var host = Render<ToastHost>();
        host.InvokeAsync(() => toasts.Show(ToastTone.Failure, "Ikke sendt"));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Single(host.FindAll("[data-testid=toast]"));

        host.Find("[data-testid=toast-close]").Click();

        Assert.Empty(host.FindAll("[data-testid=toast]"));
    }

    [Fact]
    public void Toast_StaysWithTheFocus_ThoughThePointerLeaves()
    {
        var host = Render<ToastHost>();
        host.InvokeAsync(() => toasts.Show(ToastTone.Success, "Gemt"));
        host.Find("[data-testid=toast]").FocusIn();
        host.Find("[data-testid=toast]").MouseEnter();
        host.Find("[data-testid=toast]").MouseLeave();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(host.FindAll("[data-testid=toast]"));

        host.Find("[data-testid=toast]").FocusOut();
        time.Advance(TimeSpan.FromSeconds(9));

        host.WaitForAssertion(() => Assert.Empty(host.FindAll("[data-testid=toast]")));
    }

    [Fact]
    public void Toast_ThatTurnsIntoItsResultUnderThePointer_Stays()
    {
        var host = Render<ToastHost>();
        host.InvokeAsync(() => toasts.Show(ToastTone.Working, "Sender", key: "push"));
        host.Find("[data-testid=toast]").MouseEnter();
        host.InvokeAsync(() => toasts.Show(ToastTone.Success, "Sendt", key: "push"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Sendt", host.Find("[data-testid=toast-title]").TextContent);
    }

    [Fact]
    public void Failure_IsReadOutAtOnce_TheRestInAPause()
    {
        var host = Render<ToastHost>();
        var (urgent, calm) = (host.Find("[data-testid=toasts-urgent]"), host.Find("[data-testid=toasts-calm]"));
        Assert.Equal(("assertive", "polite"), (urgent.GetAttribute("aria-live"), calm.GetAttribute("aria-live")));

        host.InvokeAsync(() => toasts.Show(ToastTone.Success, "Sendt"));
        host.InvokeAsync(() => toasts.Show(ToastTone.Failure, "Ikke sendt"));

        Assert.Equal("Ikke sendt", host.Find("[data-testid=toasts-urgent] strong").TextContent);
        Assert.Equal("Sendt", host.Find("[data-testid=toasts-calm] strong").TextContent);
    }

    [Fact]
    public void Toasts_TooMany_TheToldOnesGiveWayBeforeFailures()
    {
        toasts.Show(ToastTone.Failure, "fejl");
        for (var i = 0; i < 9; i++)
            toasts.Show(ToastTone.Success, $"ok {i}");
        Assert.Equal(["fejl", "ok 5", "ok 6", "ok 7", "ok 8"], toasts.Shown.Select(t => t.Title));
    }

    [Theory]
    [InlineData("da-DK", 1234.5, "DKK", "1.234,50\u00A0kr.")]
    [InlineData("da-DK", -1234.5, "EUR", "-1.234,50\u00A0EUR")]
    [InlineData("en-GB", 1234.5, "DKK", "1,234.50\u00A0DKK")]
    [InlineData("da-DK", 123456789012.34, "DKK", "123.456.789.012,34\u00A0kr.")]
    public void Money_ReadsAsTheLanguageWritesIt(string culture, decimal amount, string currency, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        Assert.Equal(expected, Format.Money(amount, currency));
    }

    [Theory]
    [InlineData("da-DK", "05.11.2026", "05.11.2026 00:30")]
    [InlineData("en-GB", "05/11/2026", "05/11/2026 00:30")]
    public void Dates_AreDanishDays(string culture, string day, string moment)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        Assert.Equal(day, Format.Date(new DateOnly(2026, 11, 5)));
        Assert.Equal(moment, Format.DateAndTime(new DateTimeOffset(2026, 11, 4, 23, 30, 0, TimeSpan.Zero)));
    }
}
