using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Lights;

namespace PennaPay.Billy.Tests.Sync;

public sealed class SyncLightsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private static readonly SyncFacts Well = new()
    {
        Module = SyncModule.Products, IsOn = true, HasBegun = true, LastRun = Guid.Parse("01900000-0000-7000-8000-000000000001"), LastEnded = Now.AddHours(-1), Every = TimeSpan.FromHours(3),
        ChosenAt = Now.AddDays(-9),
    };

    public static TheoryData<string, SyncColor, SyncLightReason> Cases => new()
    {
        { "well", SyncColor.Green, SyncLightReason.Alike },
        { "off", SyncColor.Grey, SyncLightReason.Off },
        { "never", SyncColor.Grey, SyncLightReason.NeverRun },
        { "shown", SyncColor.Amber, SyncLightReason.NotBegun },
        { "connection", SyncColor.Red, SyncLightReason.Connection },
        { "stopped", SyncColor.Red, SyncLightReason.Stopped },
        { "failed", SyncColor.Red, SyncLightReason.Failed },
        { "asked", SyncColor.Amber, SyncLightReason.Questions },
        { "skipped", SyncColor.Amber, SyncLightReason.Skipped },
        { "overdue", SyncColor.Amber, SyncLightReason.Overdue },
        { "just due", SyncColor.Green, SyncLightReason.Alike },
        { "by hand", SyncColor.Green, SyncLightReason.Alike },
        { "just switched to the clock", SyncColor.Green, SyncLightReason.Alike },
        { "everything", SyncColor.Red, SyncLightReason.Connection },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Light_ShowsTheGravestOfWhatIsSo(string which, SyncColor color, SyncLightReason reason)
    {
        var light = SyncLights.Of(Facts(which), Now);

        Assert.Equal((SyncModule.Products, color, reason), (light.Module, light.Color, light.Reason));
    }

    [Fact]
    public void Light_SaysAsOfWhen_AndHowMany()
    {
        Assert.Equal((Well.LastEnded, Well.LastRun), (SyncLights.Of(Well, Now).At, SyncLights.Of(Well, Now).Run));
        Assert.Equal((3, Well.LastRun), (SyncLights.Of(Facts("failed"), Now).Count, SyncLights.Of(Facts("failed"), Now).Run));
        Assert.Equal((2, Now.AddDays(-1)), (SyncLights.Of(Facts("asked"), Now).Count, SyncLights.Of(Facts("asked"), Now).At));
        Assert.Equal((FailureCodes.TokenRejected, Now.AddMinutes(-5)), (SyncLights.Of(Facts("connection"), Now).Failure?.Code, SyncLights.Of(Facts("connection"), Now).At));
    }

    private static SyncFacts Facts(string which) => which switch
    {
        "off" => Facts("everything") with { IsOn = false },
        "never" => Well with { HasBegun = false, LastRun = null, LastEnded = null },
        "shown" => Facts("never") with { ShownAt = Now.AddHours(-2) },
        "connection" => Well with { Problem = new(FailureCodes.TokenRejected), ProblemAt = Now.AddMinutes(-5) },
        "stopped" => Well with { Stopped = new(FailureCodes.PlanChanged) },
        "failed" => Well with { Failed = 3, Skipped = 1 },
        "asked" => Well with { Questions = 2, AskedAt = Now.AddDays(-1), Skipped = 1 },
        "skipped" => Well with { Skipped = 1 },
        "overdue" => Well with { LastEnded = Now.AddHours(-6).AddSeconds(-1) },
        "just due" => Well with { LastEnded = Now.AddHours(-6) },
        "by hand" => Well with { LastEnded = Now.AddDays(-30), Every = null },
        "just switched to the clock" => Well with { LastEnded = Now.AddDays(-30), ChosenAt = Now.AddHours(-1) },
        "everything" => Facts("connection") with { Stopped = new(FailureCodes.PlanChanged), Failed = 3, Skipped = 2, Questions = 1 },
        _ => Well,
    };
}
