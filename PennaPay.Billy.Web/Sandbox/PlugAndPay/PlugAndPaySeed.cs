namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>What the first shops have sold: something of everything that an order can be.</summary>
internal static class PlugAndPaySeed
{
    private static readonly SandboxBuyer[] Buyers =
    [
        new() { Firstname = "Sanne", Lastname = "de Vries", Email = "sanne@devries.example", Street = "Prinsengracht", Housenumber = "12-2", Zipcode = "1015 DV", City = "Amsterdam" },
        new() { Firstname = "Lotte", Lastname = "Peeters", Email = "lotte.peeters@voorbeeld.be", Street = "Meir", Housenumber = "48", Zipcode = "2000", City = "Antwerpen", Country = "BE", Telephone = "+32 3 555 01 10" },
        new() { Firstname = "Bram", Lastname = "Jacobs", Email = "bram@jacobs.example", Company = "Jacobs & Zonen BV", InvoiceEmail = "boekhouding@jacobs.example", VatNumber = "BE0417497106", Street = "Kerkstraat", Housenumber = "7", Zipcode = "9000", City = "Gent", Country = "BE" },
        new() { Firstname = "Jonas", Lastname = "Weber", Email = "j.weber@beispiel.de", Company = "Weber Digital GmbH", VatNumber = "DE136695976", TaxExempt = "reverse", Street = "Torstraße", Housenumber = "101", Zipcode = "10119", City = "Berlin", Country = "DE" },
        new() { Firstname = "Camille", Lastname = "Dubois", Email = "camille@exemple.fr", Street = "Rue du Bac", Housenumber = "3 bis", Zipcode = "75007", City = "Paris", Country = "FR" },
        new() { Firstname = "Eva", Lastname = "Smit", Email = "eva.smit@voorbeeld.nl", Company = "Smit Advies", Zipcode = "3511 AB", City = "Utrecht" },
        new() { Firstname = "Zoë", Lastname = "O’Brien-Çelik", Email = "zoe@voorbeeld.be", Country = "BE" },
    ];

    /// <summary>A shop of courses and books, with prices that have VAT in them.</summary>
    public static void Studio(PlugAndPayShop shop, DateTimeOffset now)
    {
        var course = shop.AddProduct(new() { Title = "Cursus fotografie", Sku = "FOTO-1", Ledger = "8000", Price = 242m });
        var book = shop.AddProduct(new() { Title = "Werkboek", Sku = "BOEK-1", Ledger = "8010", IsPhysical = true, Price = 32.70m, Percentage = 9m });
        var coaching = shop.AddProduct(new() { Title = "Coaching per uur", Ledger = "OMZET-C", Price = 121m });
        var membership = shop.AddProduct(new() { Title = "Lidmaatschap", Price = 19.95m });

        // The ordinary ones: most are paid, some are not, and each is a few days after the one before.
        for (var i = 0; i < 26; i++)
        {
            var buyer = Buyers[i % Buyers.Length];
            var item = (i % 4) switch
            {
                0 => new SandboxOrderItem { Product = course, Label = "Cursus fotografie", Price = 242m },
                1 => new SandboxOrderItem { Product = book, Label = "Werkboek", Price = 32.70m, Percentage = buyer.Country == "BE" ? 6m : 9m, Quantity = 1 + (i % 3) },
                2 => new SandboxOrderItem { Product = coaching, Label = "Coaching per uur", Price = 121m, Quantity = 1.5m },
                _ => new SandboxOrderItem { Product = membership, Label = "Lidmaatschap", Price = 19.95m },
            };
            if (buyer.TaxExempt == "reverse")
                item = item with { Percentage = 0m };
            var isPaid = i % 5 != 4;
            Sell(-88 + (3 * i), new()
            {
                Buyer = buyer, Items = [item], Source = i % 4 == 3 ? "recurring" : "checkout", PaymentMethod = buyer.Country == "BE" ? "bancontact" : "ideal",
                PaymentStatus = isPaid ? OrderPayments.Paid : OrderPayments.Open,
            });
        }

        // Several lines, a discount with a code, shipping, goods beside a course.
        Sell(-9, new()
        {
            Buyer = Buyers[0], PaymentStatus = OrderPayments.Paid, Shipping = new(6.95m),
            Items =
            [
                new() { Product = course, Label = "Cursus fotografie", Price = 242m, Discount = 24.20m, DiscountCode = "ZOMER10" },
                new() { Product = book, Label = "Werkboek", Price = 32.70m, Percentage = 9m, Quantity = 3, Type = "order-bump" },
            ],
        });
        Sell(-8, new() { Buyer = Buyers[2], IsTaxIncluded = false, Items = [new() { Product = coaching, Label = "Coaching per uur", Price = 99.99m, Quantity = 3, Discount = 50m }] });
        var late = Sell(-40, new() { Buyer = Buyers[5], PaymentMethod = "banktransfer", Items = [new() { Product = course, Label = "Cursus fotografie", Price = 242m }] });
        shop.At(now.AddDays(-5), () => shop.Remind(late, 40m));
        Sell(-7, new() { Buyer = Buyers[1], Items = [new() { Label = "Catering tijdens de workshop", Price = 56m, Percentage = 12m }] });
        Sell(-7, new() { Buyer = Buyers[6], PaymentStatus = OrderPayments.Paid, Items = [new() { Label = "Kennismaking", Price = 0m, Type = "gift" }] });

        // What became of payments.
        var credited = Sell(-20, new() { Buyer = Buyers[0], PaymentStatus = OrderPayments.Paid, Items = [new() { Product = course, Label = "Cursus fotografie", Price = 242m }], Shipping = new(4.95m) });
        shop.At(now.AddDays(-6), () => shop.Credit(credited));
        var reversed = Sell(-15, new() { Buyer = Buyers[4], PaymentMethod = "directdebit", PaymentStatus = OrderPayments.Paid, Items = [new() { Product = membership, Label = "Lidmaatschap", Price = 19.95m, Percentage = 20m }] });
        shop.At(now.AddDays(-4), () => shop.Reverse(reversed));
        Sell(-2, new() { Buyer = Buyers[1], PaymentMethod = "directdebit", PaymentStatus = OrderPayments.Processing, Items = [new() { Product = membership, Label = "Lidmaatschap", Price = 19.95m }] });

        // What is nobody's invoice.
        Sell(-12, new() { Buyer = Buyers[0], IsTest = true, PaymentStatus = OrderPayments.Paid, Items = [new() { Product = course, Label = "Cursus fotografie", Price = 242m }] });
        Sell(-3, new() { Buyer = Buyers[5], IsConcept = true, Source = "admin", Items = [new() { Product = coaching, Label = "Coaching per uur", Price = 121m, Quantity = 4 }] });
        var deleted = Sell(-11, new() { Buyer = Buyers[4], Items = [new() { Product = book, Label = "Werkboek", Price = 32.70m, Percentage = 9m }] });
        shop.At(now.AddDays(-10), () => shop.Delete(deleted));

        long Sell(int days, SandboxOrder order)
        {
            var moment = now.AddDays(days);
            var id = 0L;
            shop.At(moment, () => id = shop.PlaceOrder(order.PaymentStatus == OrderPayments.Paid ? order with { PaidAt = moment } : order));
            return id;
        }
    }

    /// <summary>Another shop of the same people, with prices before VAT.</summary>
    public static void Workshop(PlugAndPayShop shop, DateTimeOffset now)
    {
        var chair = shop.AddProduct(new() { Title = "Eiken stoel", Sku = "STOEL", Ledger = "700000", IsPhysical = true, Price = 189m });
        for (var i = 0; i < 5; i++)
        {
            var moment = now.AddDays(-30 + (6 * i));
            shop.At(moment, () => shop.PlaceOrder(new SandboxOrder
            {
                Buyer = Buyers[1 + (i % 2)],
                IsTaxIncluded = false,
                Items = [new() { Product = chair, Label = "Eiken stoel", Price = 189m, Quantity = 1 + i }],
                Shipping = new(35m),
                PaymentStatus = i % 2 == 0 ? OrderPayments.Paid : OrderPayments.Open,
                PaidAt = i % 2 == 0 ? moment : null,
            }));
        }
    }
}
