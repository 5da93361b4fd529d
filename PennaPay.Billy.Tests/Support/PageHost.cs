using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Connections.Outages;
using PennaPay.Billy.Core.Health;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Core.Keys.Calls;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Push.Plans;
using PennaPay.Billy.Core.Push.Preview;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Reconciling;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Csv;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Lights;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Runs.Lists;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Sync.Standings;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Reading;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Core.Sync.Sources.Timelines;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Lookup;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Table;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Systems.Billy.Sourced;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Components.Settings.Ai.Console;
using PennaPay.Billy.Web.Components.Settings.Audit;
using PennaPay.Billy.Web.Components.Settings.Sync;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Mcp.Tools;
using PennaPay.Billy.Web.Security;
using PennaPay.Billy.Web.Security.Passwords;
using Radzen;
using Xunit.Sdk;
using SourceSwitch = PennaPay.Billy.Core.Sync.Sources.SourceSwitch;

namespace PennaPay.Billy.Tests.Support;

/// <summary>The dashboard's pages without a browser, on the product connected to the sandbox, with its owner signed in.</summary>
internal sealed class PageHost : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private PageHost(PushHost product, Actor owner)
    {
        Product = product;
        Owner = owner;
        Browser = Build(product, owner);
    }

    public PushHost Product { get; }

    /// <summary>Who is signed in.</summary>
    public Actor Owner { get; }

    public BunitContext Browser { get; }

    public IReadOnlyList<Toast> Toasts => Browser.Services.GetRequiredService<Toasts>().Shown;

    public NavigationManager Navigation => Browser.Services.GetRequiredService<NavigationManager>();

    /// <summary>Call it outside of anything asynchronous: what an asynchronous method does to the culture ends with it.</summary>
    public static void Speak(string culture) =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

    /// <param name="connected">Whether the sandbox's first company is connected.</param>
    /// <param name="add">Adds services of the test's own after the product's.</param>
    /// <param name="role">What the signed-in person is.</param>
    public static async Task<PageHost> StartAsync(bool connected = true, Action<IServiceCollection>? add = null, Role role = Role.Owner)
    {
        var product = await PushHost.StartAsync(connected, add);
        return new PageHost(product, await TestUsers.AddAsync(product.Database, product.Workspace, role, PushHost.By));
    }

    /// <summary>Opens a page at an address.</summary>
    public IRenderedComponent<TPage> Open<TPage>(string address, Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        Navigation.NavigateTo(address);
        return Browser.Render(parameters);
    }

    /// <summary>Lets pages do what they put off for a moment, whenever they put it off, until the assertion holds.</summary>
    public async Task EventuallyAsync(Action assertion)
    {
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(20))
        {
            Product.Clock.Advance(TimeSpan.FromMilliseconds(250));
            try
            {
                assertion();
                return;
            }
            catch (Exception notYet) when ((notYet is XunitException or ElementNotFoundException) && Stopwatch.GetElapsedTime(started) < Patience)
            {
                // Once more.
            }
        }
    }

    /// <summary>Does what asks a question, and answers that once it has been asked: an answer that comes sooner is lost.</summary>
    public async Task AnswerAsync(Func<Task> doing, bool answer)
    {
        var dialogs = Browser.Services.GetRequiredService<DialogService>();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        dialogs.OnOpen += Hear;
        var done = doing();
        await asked.Task.WaitAsync(Patience);
        dialogs.OnOpen -= Hear;
        await Browser.Renderer.Dispatcher.InvokeAsync(() => dialogs.Close(answer));
        await done.WaitAsync(Patience);

        void Hear(string? title, Type type, Dictionary<string, object?> parameters, DialogOptions options) => asked.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Product.DisposeAsync();
    }

    private static BunitContext Build(PushHost product, Actor owner)
    {
        var browser = new BunitContext();
        browser.JSInterop.Mode = JSRuntimeMode.Loose;
        browser.Services.AddRadzenComponents();
        browser.Services.AddLocalization();
        browser.Services.AddSupplyValueFromQueryProvider();
        browser.Services.AddInvoicePages();
        browser.Services.AddSyncPages();
        browser.Services.AddSingleton<FailureDescriber>();
        browser.Services.AddSingleton<AuditWords>();
        browser.Services.AddScoped<Toasts>();
        browser.Services.AddScoped<Visitor>();
        browser.Services.AddScoped<CurrentUser>();
        browser.Services.AddScoped<PasswordAgain>();
        browser.Services.AddSingleton<TimeProvider>(product.Clock);
        browser.Services.AddSingleton(product.Database);
        browser.Services.AddSingleton<UserPreferences>();
        browser.Services.AddSingleton(product.Get<ProgramHealth>());
        browser.Services.AddSingleton(product.Get<DatabaseDamage>());
        browser.Services.AddSingleton(product.Get<AuditLog>());
        browser.Services.AddSingleton(product.Get<AuditCheck>());
        browser.Services.AddSingleton(product.Get<CompanyEditor>());
        browser.Services.AddSingleton(product.Get<CompanyFeed>());
        browser.Services.AddSingleton(product.Get<Connector>());
        browser.Services.AddSingleton(product.Get<BillyConnector>());
        browser.Services.AddSingleton(product.Get<BillySettingsEditor>());
        browser.Services.AddSingleton(product.Get<PostingProducts>());
        browser.Services.AddSingleton(product.Get<ConnectionFeed>());
        browser.Services.AddSingleton(product.Get<ConnectionOutages>());
        browser.Services.AddSingleton(product.Get<ConnectionList>());
        browser.Services.AddSingleton(product.Get<ApiKeys>());
        browser.Services.AddSingleton(product.Get<KeyCallLog>());
        browser.Services.AddSingleton(product.Get<BillyLookup>());
        browser.Services.AddSingleton<BillyTools>();
        browser.Services.AddSingleton<ToolConsole>();
        browser.Services.AddSingleton(product.Get<ClockWatch>());
        browser.Services.AddSingleton(product.Get<NumberingEditor>());
        browser.Services.AddSingleton(product.Get<CustomerList>());
        browser.Services.AddSingleton(product.Get<CustomerEditor>());
        browser.Services.AddSingleton(product.Get<CustomerOwners>());
        browser.Services.AddSingleton(product.Get<ExternalSystems>());
        browser.Services.AddSingleton(product.Get<CustomFieldList>());
        browser.Services.AddSingleton(product.Get<CustomFieldEditor>());
        browser.Services.AddSingleton(product.Get<CustomerInvoices>());
        browser.Services.AddSingleton(product.Get<ProductList>());
        browser.Services.AddSingleton(product.Get<ProductEditor>());
        browser.Services.AddSingleton(product.Get<RecordLinks>());
        browser.Services.AddSingleton(product.Get<InvoiceList>());
        browser.Services.AddSingleton(product.Get<SavedFilters>());
        browser.Services.AddSingleton(product.Get<ListChoices>());
        browser.Services.AddSingleton(product.Get<PushFigures>());
        browser.Services.AddSingleton(product.Get<InvoiceDetails>());
        browser.Services.AddSingleton(product.Get<InvoiceEditor>());
        browser.Services.AddSingleton(product.Get<InvoiceArchive>());
        browser.Services.AddSingleton(product.Get<MirroredOrigins>());
        browser.Services.AddSingleton(product.Get<PaymentList>());
        browser.Services.AddSingleton(product.Get<InvoiceFeed>());
        browser.Services.AddSingleton(product.Get<SampleRemoval>());
        browser.Services.AddSingleton(product.Get<ColumnTemplates>());
        browser.Services.AddSingleton(product.Get<UnfinishedImports>());
        browser.Services.AddSingleton(product.Get<UnfinishedImportFeed>());
        browser.Services.AddSingleton(product.Get<InvoiceImporter>());
        browser.Services.AddSingleton(product.Get<InvoiceImports>());
        browser.Services.AddSingleton(product.Get<SampleInvoices>());
        browser.Services.AddSingleton(product.Get<InvoicePusher>());
        browser.Services.AddSingleton(product.Get<AutoPushSwitch>());
        browser.Services.AddSingleton(product.Get<PushHistory>());
        browser.Services.AddSingleton(product.Get<PushFeed>());
        browser.Services.AddSingleton(product.Get<BatchFeed>());
        browser.Services.AddSingleton(product.Get<PushBatches>());
        browser.Services.AddSingleton(product.Get<PushDecisions>());
        browser.Services.AddSingleton(product.Get<DocumentLooks>());
        browser.Services.AddSingleton(product.Get<DocumentPages>());
        browser.Services.AddSingleton(product.Get<ShownInvoices>());
        browser.Services.AddSingleton(product.Get<ReconcileReports>());
        browser.Services.AddSingleton(product.Get<PushPreview>());
        browser.Services.AddSingleton(product.Get<PushPlans>());
        browser.Services.AddSingleton(product.Get<OpenFailures>());
        browser.Services.AddSingleton(product.Get<CopiesElsewhere>());
        browser.Services.AddSingleton(product.Get<PostingOverview>());
        browser.Services.AddSingleton(product.Get<PostingMap>());
        browser.Services.AddSingleton(product.Get<OrganizationReaders>());
        browser.Services.AddSingleton(product.Get<SyncOverview>());
        browser.Services.AddSingleton(product.Get<SourceOverview>());
        browser.Services.AddSingleton(product.Get<SourceRefresh>());
        browser.Services.AddSingleton(product.Get<SourceDays>());
        browser.Services.AddSingleton(product.Get<SourceFeed>());
        browser.Services.AddSingleton(product.Get<OAuthSignIns>());
        browser.Services.AddSingleton(product.Get<SourceSystems>());
        browser.Services.AddSingleton(product.Get<SourceSwitch>());
        browser.Services.AddSingleton(product.Get<SourceList>());
        browser.Services.AddSingleton(product.Get<SourcedCustomers>());
        browser.Services.AddSingleton(product.Get<SourceBalances>());
        browser.Services.AddSingleton(product.Get<AgedReceivables>());
        browser.Services.AddSingleton(product.Get<CustomerTimeline>());
        browser.Services.AddSingleton(product.Get<SourcePages>());
        browser.Services.AddSingleton(product.Get<SourcePushes>());
        browser.Services.AddSingleton(product.Get<ShopPairs>());
        browser.Services.AddSingleton(product.Get<SourcedPushEditor>());
        browser.Services.AddSingleton(product.Get<SyncSettingsEditor>());
        browser.Services.AddSingleton(product.Get<SyncRuns>());
        browser.Services.AddSingleton(product.Get<SyncRunList>());
        browser.Services.AddSingleton(product.Get<SyncFeed>());
        browser.Services.AddSingleton(product.Get<RecordEndpoints>());
        browser.Services.AddSingleton(product.Get<SyncExamples>());
        browser.Services.AddSingleton(product.Get<ConnectionStore>());
        browser.Services.AddSingleton(product.Get<SyncQuestions>());
        browser.Services.AddSingleton(product.Get<SyncAnswers>());
        browser.Services.AddSingleton(product.Get<RecordStandings>());
        browser.Services.AddSingleton(product.Get<RecordHistory>());
        browser.Services.AddSingleton(product.Get<FailedRecords>());
        browser.AddAuthorization().SetAuthorized(PushHost.By).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, owner.Id),
            new Claim(AccountClaims.Workspace, product.Workspace.ToString()),
            new Claim(AccountClaims.Session, owner.Session!.Value.ToString()));
        return browser;
    }
}
