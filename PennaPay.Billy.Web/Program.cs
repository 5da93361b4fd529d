using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Web;
using PennaPay.Billy.Web.Commands;
using PennaPay.Billy.Web.Health;

if (CommandLine.IsCommand(args))
    return await CommandLine.RunAsync(args, Console.Out, Console.Error);

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCore(builder.Configuration);
builder.AddWeb();

var app = builder.Build();
try
{
    await app.UseWebAsync();
}
catch (StartupRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
catch (Exception fault) when (DatabaseDamage.IsMeantBy(fault))
{
    // The log has it by now. Whoever opens the dashboard is told what to do, instead of finding nothing there.
    await app.DisposeAsync();
    app = DamagedPage.Alone(args);
}

await app.RunAsync();
return 0;
