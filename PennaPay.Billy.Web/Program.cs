using PennaPay.Billy.Core;
using PennaPay.Billy.Web;
using PennaPay.Billy.Web.Health;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddBillyCore(builder.Configuration);
builder.AddBillyWeb();

var app = builder.Build();
try
{
    await app.UseBillyWebAsync();
}
catch (StartupRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}

await app.RunAsync();
return 0;
