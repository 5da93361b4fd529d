using PennaPay.Billy.Core;
using PennaPay.Billy.Web;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddBillyCore(builder.Configuration);
builder.AddBillyWeb();

var app = builder.Build();
await app.UseBillyWebAsync();
await app.RunAsync();
