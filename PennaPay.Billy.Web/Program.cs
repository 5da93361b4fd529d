using PennaPay.Billy.Core;
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

await app.RunAsync();
return 0;
