using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Layout;

namespace PennaPay.Billy.Tests.Components;

public sealed class LayoutTests : BunitContext
{
    private readonly LogCapture logs = new();

    public LayoutTests()
    {
        Services.AddLocalization();
        Services.AddLogging(logging => logging.AddProvider(logs));
    }

    [Fact]
    public void Page_Faults_ShowsACodeThatTheLogKnows_AndTryAgainShowsThePage()
    {
        var faulty = true;
        var boundary = Render<PageErrorBoundary>(p => p.Add<Faulty>(b => b.ChildContent, c => c.Add(f => f.Faults, () => faulty)));

        var code = boundary.Find("[data-testid=page-fault] code").TextContent;
        Assert.Contains(logs.Lines, line => line.Contains($"code {code}", StringComparison.Ordinal) && line.Contains("out of paper", StringComparison.Ordinal));
        Assert.DoesNotContain("out of paper", boundary.Markup, StringComparison.Ordinal);

        faulty = false;
        boundary.Find("[data-testid=page-fault-retry]").Click();
        Assert.Equal("here", boundary.Markup.Trim());
    }

    private sealed class Faulty : ComponentBase
    {
        [Parameter] public required Func<bool> Faults { get; set; }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            if (Faults())
                throw new InvalidOperationException("out of paper");
            builder.AddContent(0, "here");
        }
    }
}
