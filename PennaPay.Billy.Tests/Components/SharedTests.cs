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
